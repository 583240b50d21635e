import { checkOptions, type OptionTable } from "@sinch-fetch/http/client";
import { type Chunk, type Recipients, readChunks } from "../input/chunks.ts";
import type { BulkLedger } from "../ledger/ledger.ts";
import {
  type BulkOptions,
  checkRequest,
  ledgerRule,
  PACE_OPTIONS,
  PROTOCOL_OPTIONS,
  QUEUE_OPTIONS,
  RUN_OPTIONS,
  requestOf,
} from "../options.ts";
import { nextStep } from "../protocol/chunk-state.ts";
import { knownRun, requestDigest } from "../protocol/identity.ts";
import { tracedBulk } from "../run/bulk-trace.ts";
import { type BulkConnection, type ChunkQueue, engineOf, jobIdOf } from "./engine.ts";

/** Options of {@link enqueueBulk}. */
export interface EnqueueOptions
  extends Omit<BulkOptions, "ledger" | "queue" | "total" | "onProgress" | "signal" | "runId"> {
  /** The name of BullMQ's queue. */
  queue: string;
  /** The connection to the store of the queue, as BullMQ accepts it. */
  connection: BulkConnection;
  /** Where the run is recorded, shared by all workers: `redisLedger` or `postgresLedger`. */
  ledger: BulkLedger;
  /** The name of the run: up to 100 letters, digits, dots, hyphens and underscores. */
  runId: string;
  /**
   * Maximum number of chunks that all workers of the queue send at once.
   * @default as many as the workers take
   */
  concurrency?: number | undefined;
  /**
   * Maximum number of recipients per second for all workers of the queue. It applies to the queue until it is set
   * again.
   * @default no limit
   */
  recipientsPerSecond?: number | undefined;
}

/** A run whose chunks are all in the queue. */
export interface EnqueuedRun {
  readonly runId: string;
  readonly chunks: number;
}

const OPTIONS: OptionTable = {
  ...RUN_OPTIONS,
  ...PROTOCOL_OPTIONS,
  ...PACE_OPTIONS,
  ...QUEUE_OPTIONS,
  ledger: ledgerRule,
};

/** A job that fails, since the store or the API is away, is tried again for about a quarter of an hour. */
const ATTEMPTS = { attempts: 10, backoff: { type: "exponential", delay: 1000 } } as const;

/**
 * Puts the chunks of a run into a BullMQ queue, from which `bulkWorker` sends them.
 *
 * Calling it again with the same run adds nothing, except chunks whose job is finished or gone and whose result the
 * ledger does not know: these are put back. Recipients and message stay in the queue until their chunk is settled.
 *
 * @param recipients As for `sendBulk`.
 * @returns The number of chunks, once all are in the queue.
 * @throws {TypeError} An option is missing, unknown or wrong, or a recipient is.
 * @throws {LedgerError} The ledger failed, or the run had another message or input before.
 */
export async function enqueueBulk(recipients: Recipients, options: EnqueueOptions): Promise<EnqueuedRun> {
  checkEnqueueOptions(options);
  const { runId } = options;
  return tracedBulk(
    () => ({ part: "enqueue", runId }),
    async (message) => {
      const { chunks, count } = await fillQueue(recipients, options, message?.link);
      if (message) message.recipients = count;
      return { runId, chunks };
    },
  );
}

const subject = "enqueueBulk";

function checkEnqueueOptions(options: EnqueueOptions): void {
  checkOptions(subject, options, OPTIONS);
  for (const name of ["queue", "ledger", "runId"] as const) {
    if (options[name] === undefined) throw new TypeError(`${subject}: ${name} is missing`);
  }
  checkRequest(subject, options);
}

/** @param link Ties the chunks to what fills the queue, in a trace. */
async function fillQueue(
  recipients: Recipients,
  options: EnqueueOptions,
  link: string | undefined,
): Promise<{ chunks: number; count: number }> {
  const { runId, chunkSize = 1000, recipientsPerSecond, concurrency, connection } = options;
  const request = requestOf(options);
  const digest = requestDigest(request);
  const reader = readChunks(subject, recipients, { chunkSize, requestDigest: digest });
  const queue = engineOf(subject, connection).queue(options.queue);
  try {
    if (concurrency !== undefined) await queue.setGlobalConcurrency(concurrency);
    if (recipientsPerSecond !== undefined) {
      // One chunk a window: more of them would let twice as many through where two windows meet.
      await queue.setGlobalRateLimit(1, Math.max(1, Math.ceil((chunkSize / recipientsPerSecond) * 1000)));
    }
    const ledger = await options.ledger.open(runId);
    try {
      const known = await knownRun(subject, runId, ledger, { digest: await digest, chunkSize });
      const { settleMs, unresolved, fenceMs } = options;
      let chunks = 0;
      for (let chunk = await reader.next(); chunk !== undefined; chunk = await reader.next()) {
        known.check(chunk);
        const { text, ...identity } = chunk;
        await ledger.put({ kind: "queued", ...identity });
        const job = {
          runId,
          chunk: identity,
          send: { text, request },
          protocol: { settleMs, unresolved, fenceMs },
          link,
        };
        const isSettled = nextStep(known.states.get(chunk.chunk) ?? []).do === "end";
        if (!isSettled && !(await isPutBack(queue, runId, chunk))) {
          await queue.add("chunk", job, { jobId: jobIdOf(runId, chunk.chunk), ...ATTEMPTS });
        }
        chunks++;
      }
      await known.end(chunks, reader.count);
      return { chunks, count: reader.count };
    } finally {
      await ledger.close();
    }
  } finally {
    await reader.close();
    await queue.close();
  }
}

/** Puts the job of a chunk back that is finished, while its chunk is not settled. */
async function isPutBack(queue: ChunkQueue, runId: string, { chunk }: Chunk): Promise<boolean> {
  const job = await queue.getJob(jobIdOf(runId, chunk));
  const state = await job?.getState();
  if (job === undefined || (state !== "completed" && state !== "failed")) return false;
  // Its recipients may have left it already.
  if (job.data.send === undefined) {
    await job.remove();
    return false;
  }
  await job.retry(state);
  return true;
}
