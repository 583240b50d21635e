import type { BatchClient } from "@sinch-fetch/batch";
import type { Chunk, ChunkReader } from "../input/chunks.ts";
import type { RunLedger } from "../ledger/ledger.ts";
import type { BulkOptions, BulkRequest } from "../options.ts";
import type { Credential } from "../protocol/credential.ts";
import type { KnownRun } from "../protocol/identity.ts";
import { type Sender, sendChunk } from "../protocol/send-chunk.ts";
import { brakeOf } from "./brake.ts";
import type { FateList } from "./bulk-run.ts";
import { paceOf, roomInQueue } from "./pace.ts";
import { progressCount } from "./progress.ts";
import { slotsOf } from "./slots.ts";

/** What a run is made of. */
export interface RunParts {
  readonly options: BulkOptions;
  readonly batch: BatchClient;
  readonly runId: string;
  readonly request: BulkRequest;
  readonly ledger: RunLedger;
  readonly credential: () => Promise<Credential>;
  readonly reader: ChunkReader;
  readonly known: KnownRun;
  readonly total: number | undefined;
  /** Ends the run, with what it is aborted with. */
  readonly stop: AbortController;
  readonly fates: FateList;
  /** Called before the first request. */
  onSend(): void;
}

/** How many chunks may be looked for or wait, with their recipients in memory, before no more are read. */
const MOST_WAITING = 64;

/**
 * Sends all chunks of an input. It ends once each has a fate, or, after a failure, once the requests under way have theirs.
 *
 * @throws The first failure.
 */
export async function sendAll(run: RunParts): Promise<void> {
  const { options, reader, known, stop } = run;
  const { concurrency = 4 } = options;
  const { signal } = stop;
  const count = progressCount(known.states, options.recipientsPerSecond);
  const report = (): void => {
    try {
      options.onProgress?.(count.of(reader.count, run.total));
    } catch {
      // What watches a run must not be able to fail it.
    }
  };

  // A chunk that the ledger knows is not sent before all that it knows were compared with the input: if a recipient
  // moved from one to another, it would be sent to twice.
  const compared = deferred();
  let busy = 0;
  const tasks = new Set<Promise<void>>();
  let wake = (): void => {};
  const change = (): void => wake();

  const pace = paceOf(options.recipientsPerSecond);
  const slots = slotsOf(concurrency);
  const brake = brakeOf();
  const aside = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    busy--;
    change();
    try {
      return await work();
    } finally {
      busy++;
    }
  };
  const sender: Sender = {
    ...run,
    owner: crypto.randomUUID(),
    settleMs: options.settleMs ?? 30_000,
    unresolved: options.unresolved ?? "hold",
    fenceMs: options.fenceMs,
    signal,
    async turn({ chunk, recipients }) {
      if (chunk <= known.last) await aside(() => compared.promise);
      const giveBack = await slots.take();
      try {
        await brake.wait(signal);
        await roomInQueue(options.queue, recipients, signal);
        await pace(recipients, signal);
        // What met trouble meanwhile holds back those that waited for their turn, too.
        await brake.wait(signal);
        signal.throwIfAborted();
        run.onSend();
        return giveBack;
      } catch (error) {
        giveBack();
        throw error;
      }
    },
    succeeded: () => brake.succeeded(),
    failed: (error, how) => brake.failed(error, how),
    aside: ({ chunk }, work) =>
      aside(async () => {
        count.wait(chunk, {});
        report();
        try {
          return await work();
        } finally {
          count.wait(chunk, undefined);
        }
      }),
    onWait({ chunk }, until) {
      count.wait(chunk, { until });
      report();
    },
    onState({ chunk }, state) {
      count.set(chunk, state);
      report();
    },
    onFate: (fate) => run.fates.add(fate),
  };

  const fail = (error: unknown): void => {
    stop.abort(error);
    change();
  };
  const begin = (chunk: Chunk): void => {
    busy++;
    const task = sendChunk(sender, chunk, known.states.get(chunk.chunk) ?? [])
      .catch(fail)
      .finally(() => {
        busy--;
        tasks.delete(task);
        change();
      });
    tasks.add(task);
  };
  // One chunk for each request is read ahead of it.
  const isFull = (last: number): boolean =>
    busy >= 2 * concurrency || (last > known.last && tasks.size >= MOST_WAITING);

  signal.addEventListener("abort", () => {
    compared.reject(signal.reason);
    change();
  });
  let chunks = 0;
  try {
    for (;;) {
      while (isFull(chunks) && !signal.aborted) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      signal.throwIfAborted();
      const chunk = await reader.next();
      signal.throwIfAborted();
      if (chunk === undefined) break;
      known.check(chunk);
      chunks++;
      begin(chunk);
      if (chunk.chunk >= known.last) compared.resolve();
    }
    await known.end(chunks, reader.count);
    compared.resolve();
  } catch (error) {
    fail(error);
  }
  while (tasks.size > 0) await Promise.all(tasks);
  signal.throwIfAborted();
}

interface Deferred {
  readonly promise: Promise<void>;
  resolve(): void;
  reject(error: unknown): void;
}

function deferred(): Deferred {
  let settle: Omit<Deferred, "promise"> = { resolve() {}, reject() {} };
  const promise = new Promise<void>((resolve, reject) => {
    settle = { resolve, reject };
  });
  // Nobody may be waiting for it.
  promise.catch(() => {});
  return { promise, ...settle };
}
