export type { DeliveryCounts } from "./delivery/delivery-counts.ts";
export { type DeliveryCallback, type DeliveryReport, deliveryReport } from "./delivery/delivery-report.ts";
export type { SilentRecipient } from "./delivery/delivery-silent.ts";
export type { Recipients } from "./input/chunks.ts";
export { fileLedger } from "./ledger/file-ledger.ts";
export type {
  BulkLedger,
  ChunkIdentity,
  ClaimEntry,
  Delivery,
  DeliveryLog,
  EndEntry,
  Fate,
  FateEntry,
  LedgerEntry,
  LostEntry,
  QueuedEntry,
  Rejection,
  RunEntry,
  RunLedger,
  StampedEntry,
} from "./ledger/ledger.ts";
export { LedgerError, type LedgerErrorCode } from "./ledger/ledger-error.ts";
export type {
  BulkOptions,
  BulkProgress,
  BulkRequest,
  ProtocolOptions,
  QueueState,
  RunOptions,
} from "./options.ts";
export type { BulkFate } from "./protocol/send-chunk.ts";
export type { BulkRun } from "./run/bulk-run.ts";
export type { BulkTrace } from "./run/bulk-trace.ts";
export { sendBulk } from "./run/send-bulk.ts";
export { type BulkSummary, bulkSummary, type UnresolvedChunk } from "./run/summary.ts";
