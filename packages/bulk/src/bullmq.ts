/**
 * Runs on many workers, with BullMQ queues on Redis or PostgreSQL.
 *
 * @module
 */
export { type BulkWorker, type BulkWorkerOptions, bulkWorker } from "./queue/bulk-worker.ts";
export type { BulkConnection } from "./queue/engine.ts";
export { type EnqueuedRun, type EnqueueOptions, enqueueBulk } from "./queue/enqueue-bulk.ts";
export { type BulkSummary, bulkSummary } from "./run/summary.ts";
