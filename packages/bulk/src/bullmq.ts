/**
 * Runs on many workers, by the queues of BullMQ on Redis or PostgreSQL.
 *
 * @module
 */
export { type BulkWorker, type BulkWorkerOptions, bulkWorker } from "./bulk-worker.ts";
export type { BulkConnection } from "./engine.ts";
export { type EnqueuedRun, type EnqueueOptions, enqueueBulk } from "./enqueue-bulk.ts";
export { type BulkSummary, bulkSummary } from "./summary.ts";
