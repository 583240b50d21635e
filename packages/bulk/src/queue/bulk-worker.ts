import type { BatchClient } from "@sinch-fetch/batch";
import { checkedElsewhere, checkOptions, type OptionTable } from "@sinch-fetch/http/client";
import { DelayedError, type Job, type WorkerOptions } from "bullmq";
import type { BulkLedger, RunLedger } from "../ledger/ledger.ts";
import { ledgerRule, PROTOCOL_OPTIONS, type ProtocolOptions, QUEUE_OPTIONS } from "../options.ts";
import { nextStep, readChunk } from "../protocol/chunk-state.ts";
import { credentialsOf } from "../protocol/credential.ts";
import { type Sender, sendChunk } from "../protocol/send-chunk.ts";
import { brakeOf } from "../run/brake.ts";
import { tracedBulk } from "../run/bulk-trace.ts";
import { type BulkConnection, type ChunkJob, type EngineWorker, engineOf } from "./engine.ts";

/** Options of {@link bulkWorker}. Protocol options that are left out come from `enqueueBulk`. */
export interface BulkWorkerOptions extends ProtocolOptions {
  /** The name of BullMQ's queue. */
  queue: string;
  /** The connection to the store of the queue, as BullMQ accepts it. */
  connection: BulkConnection;
  /** Where the runs are recorded, shared by all workers: `redisLedger` or `postgresLedger`. */
  ledger: BulkLedger;
  /**
   * How many chunks this worker sends at once.
   * @default 4
   */
  concurrency?: number | undefined;
  /** Options of BullMQ's own worker, such as `lockDuration`. */
  worker?: Omit<WorkerOptions, "connection" | "concurrency"> | undefined;
}

/** A worker that takes chunks from a queue and sends them. */
export interface BulkWorker {
  /** BullMQ's own worker, for its events. */
  readonly worker: EngineWorker;
  /** Takes no more chunks, waits for the responses of those under way, and returns the others to the queue. */
  close(): Promise<void>;
}

const OPTIONS: OptionTable = { ...PROTOCOL_OPTIONS, ...QUEUE_OPTIONS, ledger: ledgerRule, worker: checkedElsewhere };

/** However often its workers are killed, a chunk is never given up for it. */
const MOST_STALLS = 1_000_000;
const STALLED_INTERVAL_MS = 30_000;
const RATE_LIMIT_MS = 1_000;

/**
 * Sends the chunks that `enqueueBulk` has put into a queue. BullMQ decides which worker gets which chunk next, and may
 * give one chunk to two workers: the ledger decides which of them sends it.
 *
 * A chunk that waits for a token to expire goes back into the queue until then. A finished job whose chunk has no
 * result in the ledger is put back.
 *
 * @param batch A client of `createBatchClient`.
 * @throws {TypeError} An option is missing, unknown or wrong.
 */
export function bulkWorker(batch: BatchClient, options: BulkWorkerOptions): BulkWorker {
  const subject = "bulkWorker";
  checkOptions(subject, options, OPTIONS);
  for (const name of ["queue", "ledger"] as const) {
    if (options[name] === undefined) throw new TypeError(`${subject}: ${name} is missing`);
  }
  const credential = credentialsOf(subject, batch, options.fenceMs);
  const engine = engineOf(subject, options.connection);
  const queue = engine.queue(options.queue);
  // What goes wrong with the store is reported by the worker.
  queue.on("error", () => {});
  const stop = new AbortController();
  const owner = crypto.randomUUID();
  const brake = brakeOf();
  const runs = new Map<string, Promise<RunLedger>>();
  const runOf = (runId: string): Promise<RunLedger> => {
    const opened = runs.get(runId) ?? options.ledger.open(runId);
    runs.set(runId, opened);
    opened.catch(() => runs.delete(runId));
    return opened;
  };

  const senderOf = (
    ledger: RunLedger,
    { runId, send, protocol }: ChunkJob & Pick<Required<ChunkJob>, "send">,
  ): Sender => ({
    batch,
    ledger,
    runId,
    owner,
    request: send.request,
    settleMs: options.settleMs ?? protocol.settleMs ?? 30_000,
    unresolved: options.unresolved ?? protocol.unresolved ?? "hold",
    fenceMs: options.fenceMs ?? protocol.fenceMs,
    signal: stop.signal,
    credential,
    async turn() {
      await brake.wait(stop.signal);
      stop.signal.throwIfAborted();
      return () => {};
    },
    succeeded: () => brake.succeeded(),
    failed(error, how) {
      brake.failed(error, how);
      if (Object(error).status === 429) queue.rateLimit(how.retryAfterMs ?? RATE_LIMIT_MS).catch(() => {});
    },
    aside: (_, work) => work(),
    onWait(_, until) {
      throw new Postponed(until);
    },
    onState() {},
    onFate() {},
  });

  /** Sends the chunk of a job; returns when it can go on, if that is not now. */
  const send = async (job: ChunkJob & Pick<Required<ChunkJob>, "send">): Promise<Date | undefined> => {
    const { runId, chunk } = job;
    try {
      const ledger = await runOf(runId);
      const known = await readChunk(ledger, chunk.chunk);
      await sendChunk(senderOf(ledger, job), { ...chunk, text: job.send.text }, known);
      return undefined;
    } catch (error) {
      if (error instanceof Postponed) return error.until;
      if (stop.signal.aborted) return new Date();
      throw error;
    }
  };

  const processor = async (job: Job<ChunkJob>, token?: string): Promise<void> => {
    const { runId, chunk, send: recipients, link } = job.data;
    if (recipients === undefined) return;
    const until = await tracedBulk(
      () => ({ part: "chunk", runId, chunk: chunk.chunk, recipients: chunk.recipients, link }),
      () => send({ ...job.data, send: recipients }),
    );
    if (until !== undefined) {
      await job.moveToDelayed(until.getTime(), token);
      throw new DelayedError();
    }
    const { send: _, ...rest } = job.data;
    await job.updateData(rest);
  };

  const worker = engine.worker(options.queue, processor, {
    maxStalledCount: MOST_STALLS,
    ...options.worker,
    concurrency: options.concurrency ?? 4,
  });
  const timer = setInterval(
    () => putBack(queue, runOf).catch(() => {}),
    options.worker?.stalledInterval ?? STALLED_INTERVAL_MS,
  );
  return {
    worker,
    async close() {
      clearInterval(timer);
      stop.abort(new Error("the worker is closed"));
      await worker.close();
      await queue.close();
      for (const run of runs.values()) await (await run).close();
    },
  };
}

/** A chunk can go on at a time, and somebody else may have the worker until then. */
class Postponed {
  readonly until: Date;
  constructor(until: Date) {
    this.until = until;
  }
}

const PAGE = 100;

/**
 * Puts jobs back that are finished while the ledger has no fate of their chunks.
 *
 * @see https://github.com/taskforcesh/bullmq/issues/4814
 */
async function putBack(
  queue: Pick<ReturnType<ReturnType<typeof engineOf>["queue"]>, "getJobs">,
  runOf: (runId: string) => Promise<RunLedger>,
): Promise<void> {
  for (let start = 0; ; start += PAGE) {
    const jobs = await queue.getJobs(["completed"], start, start + PAGE - 1);
    for (const job of jobs) {
      // One that was settled has lost its recipients.
      if (job?.data.send === undefined) continue;
      const state = await readChunk(await runOf(job.data.runId), job.data.chunk.chunk);
      if (nextStep(state).do !== "end" && state.at(-1)?.lost === undefined) await job.retry("completed");
    }
    if (jobs.length < PAGE) return;
  }
}
