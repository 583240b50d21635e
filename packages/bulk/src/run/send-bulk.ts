import { AbortError, type BatchClient } from "@sinch-fetch/batch";
import { type Recipients, readChunks } from "../input/chunks.ts";
import { memoryRun } from "../ledger/memory-ledger.ts";
import { type BulkOptions, checkBulkOptions, requestOf } from "../options.ts";
import { credentialsOf } from "../protocol/credential.ts";
import { knownRun, requestDigest } from "../protocol/identity.ts";
import { type BulkRun, fateList } from "./bulk-run.ts";
import { tracedBulk } from "./bulk-trace.ts";
import { sendAll } from "./send-all.ts";
import { type BulkSummary, summaryOf } from "./summary.ts";

/**
 * Sends a message to any number of recipients, once each, in batches of up to 1000.
 *
 * The input is read lazily, at most one chunk ahead of each request that is under way. With a `ledger`, a run that was
 * aborted or whose process was killed can be resumed: call `sendBulk` with the same `runId`, ledger, message and
 * recipients. What was accepted is not sent again, and what got no response is looked up by its mark.
 *
 * @param batch A client of `createBatchClient`. Middlewares that were added to it with `use` do not see the sends.
 * @param recipients A list, a generator or a stream of entries of `recipient_and_params`. To resume a run it must yield
 *   the same entries in the same order.
 * @returns A run that has already started. It rejects with the error that ended it: an `AbortError` after `signal`, a
 * `LedgerError`, an `AuthError`, an `ApiError` that would affect every chunk (such as 403), or what the input threw.
 * What was accepted until then is in the ledger.
 * @throws {TypeError} An option is missing, unknown or wrong, or `recipients` is not iterable.
 */
export function sendBulk(batch: BatchClient, recipients: Recipients, options: BulkOptions): BulkRun {
  checkBulkOptions(options);
  const credential = credentialsOf("sendBulk", batch, options.fenceMs);
  const { runId = `run-${crypto.randomUUID()}`, chunkSize = 1000, signal } = options;
  const request = requestOf(options);
  const digest = requestDigest(request);
  const reader = readChunks("sendBulk", recipients, { chunkSize, requestDigest: digest });
  const total = options.total ?? (Array.isArray(recipients) ? recipients.length : undefined);

  const stop = new AbortController();
  const onAbort = (): void => stop.abort(new Stopped(signal?.reason));
  if (signal?.aborted) onAbort();
  signal?.addEventListener("abort", onAbort);

  const fates = fateList();
  let isSending = false;
  const run = async (): Promise<BulkSummary> => {
    const beganAtMs = performance.now();
    stop.signal.throwIfAborted();
    const ledger = options.ledger ? await options.ledger.open(runId) : memoryRun();
    try {
      const known = await knownRun("sendBulk", runId, ledger, { digest: await digest, chunkSize });
      const onSend = (): void => {
        isSending = true;
      };
      await sendAll({ options, batch, runId, request, ledger, credential, reader, known, total, stop, fates, onSend });
      const elapsedMs = Math.round(performance.now() - beganAtMs);
      return summaryOf(runId, known.states, { total: reader.count, elapsedMs });
    } finally {
      await ledger.close();
    }
  };
  const settled = async (): Promise<BulkSummary> => {
    try {
      const summary = await tracedBulk(
        () => ({ part: "run", runId }),
        async (message) => {
          const ended = await run().catch((thrown: unknown) => {
            throw thrown instanceof Stopped ? abortError(thrown, isSending) : thrown;
          });
          const { accepted, rejected, unresolved } = ended;
          if (message) Object.assign(message, { recipients: reader.count, accepted, rejected, unresolved });
          return ended;
        },
      );
      fates.end();
      return summary;
    } catch (error) {
      fates.end({ error });
      throw error;
    } finally {
      signal?.removeEventListener("abort", onAbort);
      await reader.close();
    }
  };
  const summary = settled();
  return Object.assign(summary, {
    runId,
    abort: (reason?: unknown) => stop.abort(new Stopped(reason)),
    [Symbol.asyncIterator]: () => {
      // Whoever iterates learns of a failure there.
      summary.catch(() => {});
      return fates.iterate();
    },
  });
}

/** What ends a run that its caller has aborted. */
class Stopped {
  readonly reason: unknown;
  constructor(reason: unknown) {
    this.reason = reason;
  }
}

function abortError({ reason }: Stopped, isSending: boolean): AbortError {
  return new AbortError("sendBulk: aborted", { outcome: isSending ? "unknown" : "not-sent", cause: reason });
}
