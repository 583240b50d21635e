import { expect, onTestFinished } from "vitest";
import { type BulkWorkerOptions, bulkSummary, bulkWorker, type EnqueueOptions } from "../../src/bullmq.ts";
import { engineOf } from "../../src/queue/engine.ts";
import type { BatchApi } from "../batch-api.ts";
import { clientOf, MESSAGE } from "../people.ts";
import type { Store } from "./stores.ts";

let runs = 0;

/** A run on a queue of its own: its options, its queue, what starts a worker, and what waits until all are accepted. */
export function runOn(store: Store, named: Partial<Pick<EnqueueOptions, "queue" | "runId">> = {}) {
  runs++;
  const options: EnqueueOptions = {
    ...MESSAGE,
    runId: `run-${runs}`,
    chunkSize: 10,
    queue: `queue-${runs}`,
    connection: store.url,
    ledger: store.ledger,
    ...named,
  };
  const engine = engineOf("test", store.url);
  const queue = engine.queue(options.queue);
  onTestFinished(() => queue.close());
  const work = (api: BatchApi, more: Partial<BulkWorkerOptions> = {}) => {
    const worker = bulkWorker(clientOf(api), {
      queue: options.queue,
      connection: store.url,
      ledger: store.ledger,
      settleMs: 300,
      worker: { stalledInterval: 300 },
      ...more,
    });
    onTestFinished(() => worker.close());
    return worker;
  };
  const settled = async (accepted: number) => {
    await expect
      .poll(() => bulkSummary(store.ledger, options.runId), { timeout: 30_000, interval: 50 })
      .toMatchObject({ pending: 0, unresolved: 0, accepted });
  };
  return { options, engine, queue, work, settled };
}
