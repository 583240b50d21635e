import { type BatchClient, isApiError } from "@sinch-fetch/batch";
import type { RunLedger } from "../ledger/ledger.ts";
import { type Attempt, type ChunkState, nextStep, readChunk } from "./chunk-state.ts";
import { batchesOf, CHUNK_KEY, type MarkedBatch } from "./mark.ts";
import { sleep } from "./sleep.ts";

/** What a chunk is looked for with. */
export interface Search {
  readonly batch: BatchClient;
  readonly ledger: RunLedger;
  readonly chunk: number;
  readonly mark: string;
  readonly settleMs: number;
  readonly unresolved: "hold" | "resend";
  readonly fenceMs: number | undefined;
  readonly signal: AbortSignal;
  /** Called once, if the chunk was not found and waits for the end of a token, with that time. What it throws ends the search. */
  onWait(until: Date): void;
}

/** How a search ended: somebody wrote the fate; it was found; it was not, and may be sent again or may not. */
export type SearchResult =
  | { readonly found: "fate"; readonly state: ChunkState }
  | { readonly found: "batch"; readonly batch: MarkedBatch }
  | { readonly found: "nothing"; readonly resend: true }
  | { readonly found: "nothing"; readonly resend: false; readonly reason: string };

const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 5_000;

/**
 * Finds out what became of an attempt that has no fate, by the mark of its chunk.
 *
 * It looks for up to `settleMs`. To be sent again, the chunk must not be found for `settleMs` after the end of the token
 * that its last request carries, up to the very last look, and that look must have got a response.
 *
 * @throws What `signal` was aborted with.
 */
export async function search(given: Search, last: Attempt): Promise<SearchResult> {
  const { ledger, chunk, mark, settleMs, signal } = given;
  const lifeMs = last.claim.lifeMs ?? given.fenceMs;
  const endMs = given.unresolved === "resend" && lifeMs !== undefined ? last.claim.atMs + lifeMs : undefined;
  const nowMs = await ledger.nowMs();
  const leftMs = Math.max(0, (endMs ?? nowMs) - nowMs);
  let waitsUntil = leftMs > 0 ? new Date(Date.now() + leftMs) : undefined;
  // One that was looked for before has had its time, but for the one that is to be sent again.
  const untilMs = performance.now() + (last.lost && endMs === undefined ? 0 : leftMs + settleMs);
  for (let delayMs = FIRST_DELAY_MS; ; delayMs = Math.min(LONGEST_DELAY_MS, delayMs * 2)) {
    // The clock may have been set back, so that the token is still good when the time is up.
    const isLastLook =
      performance.now() >= untilMs && (endMs === undefined || (await ledger.nowMs()) >= endMs + settleMs);
    const found = await look(given, last.claim.attempt);
    if (found?.length) return { found: "batch", batch: newest(found) };
    const state = await readChunk(ledger, chunk);
    const step = nextStep(state);
    if (step.do !== "look" || step.last.claim.attempt !== last.claim.attempt) return { found: "fate", state };
    if (isLastLook) {
      if (found === undefined) return { found: "nothing", resend: false, reason: `the lookup of ${mark} failed` };
      if (endMs !== undefined) return { found: "nothing", resend: true };
      return { found: "nothing", resend: false, reason: reasonToHold(given, mark) };
    }
    if (waitsUntil) given.onWait(waitsUntil);
    waitsUntil = undefined;
    const restMs = untilMs - performance.now();
    await sleep(restMs > 0 ? Math.min(delayMs, restMs) : delayMs, signal);
  }
}

function reasonToHold({ unresolved }: Search, mark: string): string {
  const found = `no response, and the lookup of ${mark} finds nothing`;
  return unresolved === "hold"
    ? found
    : `${found}; its credential has no known end, so fenceMs is needed to send again`;
}

function newest(found: readonly MarkedBatch[]): MarkedBatch {
  return found.reduce((one, other) => (other.attempt > one.attempt ? other : one));
}

/**
 * Looks a chunk up.
 *
 * @returns `undefined` if the lookup failed, so that nothing is known.
 */
export async function look(
  { batch, mark }: Pick<Search, "batch" | "mark">,
  latest: number,
): Promise<readonly MarkedBatch[] | undefined> {
  try {
    const found = await batch.messages.findByMetadata({ metadataKey: CHUNK_KEY, metadataValue: mark });
    return batchesOf(found, mark, latest);
  } catch (error) {
    // What the service says when nothing matches is unknown: an empty list or a 404.
    return isApiError(error) && error.status === 404 ? [] : undefined;
  }
}
