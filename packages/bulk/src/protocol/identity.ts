import type { Chunk } from "../input/chunks.ts";
import { digestOf, stableJson } from "../input/digest.ts";
import type { EndEntry, RunLedger } from "../ledger/ledger.ts";
import { LedgerError } from "../ledger/ledger-error.ts";
import type { BulkRequest } from "../options.ts";
import { type ChunkState, statesOf } from "./chunk-state.ts";

/** The digest of a request without its recipients. */
export function requestDigest(request: BulkRequest): Promise<string> {
  return digestOf(stableJson(request));
}

/** What the ledger knew of a run when it was opened, and the input is checked against. */
export interface KnownRun {
  readonly states: Map<number, ChunkState>;
  /** The number of the last chunk that it knows; -1 if none. */
  readonly last: number;
  /**
   * Checks that a chunk is the one that the run had in its place.
   *
   * @throws {LedgerError} The input has changed.
   */
  check(chunk: Chunk): void;
  /**
   * Checks that the input ended where it ended before, and writes down where.
   *
   * @throws {LedgerError} The input has changed.
   */
  end(chunks: number, recipients: number): Promise<void>;
}

/**
 * Makes sure that a run is the one that its ledger knows, and reads what it knows.
 *
 * @throws {LedgerError} It is another one: its message or its chunks are not the same.
 */
export async function knownRun(
  subject: string,
  runId: string,
  ledger: RunLedger,
  { digest, chunkSize }: { digest: string; chunkSize: number },
): Promise<KnownRun> {
  if (!(await ledger.put({ kind: "run", digest, chunkSize }))) {
    const [begun] = await ledger.get(["run"]);
    if (begun?.kind !== "run" || begun.digest !== digest || begun.chunkSize !== chunkSize) {
      const what = begun?.kind === "run" && begun.digest === digest ? "chunkSize" : "the message or a field beside it";
      throw changed(`${subject}: ${what} is not the one that run ${runId} began with`);
    }
  }
  const entries = await ledger.entries();
  const states = statesOf(entries);
  const digests = new Map<number, string>();
  let last = -1;
  let ended: EndEntry | undefined;
  for (const entry of entries) {
    if (entry.kind === "end") ended = entry;
    if (entry.kind !== "claim" && entry.kind !== "queued") continue;
    digests.set(entry.chunk, entry.digest);
    last = Math.max(last, entry.chunk);
  }
  return {
    states,
    last,
    check({ chunk, position, recipients, digest: found }) {
      const known = digests.get(chunk);
      const end = position + recipients;
      // Only the last chunk has fewer recipients than the others.
      const endsElsewhere =
        ended !== undefined && (recipients < chunkSize ? end !== ended.recipients : end > ended.recipients);
      if (!endsElsewhere && (known === undefined || known === found)) return;
      const where = `recipients ${position} to ${position + recipients - 1}`;
      throw changed(`${subject}: ${where} are not those that run ${runId} had there before`);
    },
    async end(chunks, recipients) {
      if (chunks <= last || (ended !== undefined && ended.recipients !== recipients)) {
        throw changed(`${subject}: the input ended after ${recipients} recipients, and run ${runId} had more before`);
      }
      await ledger.put({ kind: "end", chunks, recipients });
    },
  };
}

function changed(message: string): LedgerError {
  return new LedgerError("changed", `${message}. Use another runId for another run`);
}
