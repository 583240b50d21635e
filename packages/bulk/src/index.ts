export type { BulkRun } from "./bulk-run.ts";
export type { BulkTrace } from "./bulk-trace.ts";
export type { Recipients } from "./chunks.ts";
export type { DeliveryCounts } from "./delivery-counts.ts";
export { type DeliveryCallback, type DeliveryReport, deliveryReport } from "./delivery-report.ts";
export type { SilentRecipient } from "./delivery-silent.ts";
export { fileLedger } from "./file-ledger.ts";
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
} from "./ledger.ts";
export { LedgerError, type LedgerErrorCode } from "./ledger-error.ts";
export type {
  BulkOptions,
  BulkProgress,
  BulkRequest,
  ProtocolOptions,
  QueueState,
  RunOptions,
} from "./options.ts";
export { sendBulk } from "./send-bulk.ts";
export type { BulkFate } from "./send-chunk.ts";
export { type BulkSummary, bulkSummary, type UnresolvedChunk } from "./summary.ts";
