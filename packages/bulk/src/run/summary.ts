import type { BulkLedger, Rejection, StampedEntry } from "../ledger/ledger.ts";
import { type ChunkState, isolatedOf, nextStep, statesOf } from "../protocol/chunk-state.ts";

/** A chunk that may or may not have been accepted. */
export interface UnresolvedChunk {
  /** Its number, from 0. */
  readonly chunk: number;
  /** The position of its first recipient in the input, from 0. */
  readonly position: number;
  /** How many recipients this affects: those of the chunk that were not refused by name before. */
  readonly recipients: number;
  /** The last attempt to send it, from 1. */
  readonly attempt: number;
  readonly reason: string;
}

/** The result of a run. Counts are of recipients, including those of earlier runs with the same `runId`. */
export interface BulkSummary {
  readonly runId: string;
  /** Accepted by the API, which does not mean delivered. */
  readonly accepted: number;
  /** Refused by the API. */
  readonly rejected: number;
  /** Sent, but without a response, and not found. They were not sent again. */
  readonly unresolved: number;
  /** Not sent so far; 0 once `sendBulk` has resolved. */
  readonly pending: number;
  /** How many batches the API accepted. */
  readonly batches: number;
  /** The recipients that were refused, in the order of the input. */
  readonly rejections: readonly Rejection[];
  /** The chunks behind `unresolved`. */
  readonly held: readonly UnresolvedChunk[];
  /**
   * How long the run took, or how long since it was resumed. When read from a ledger: from its first to its last entry.
   */
  readonly elapsedMs: number;
}

/** How many recipients of a chunk, or of a run, are in which state. */
export interface Tally {
  readonly accepted: number;
  readonly rejected: number;
  readonly unresolved: number;
  readonly batches: number;
}

/** Counts the recipients of one chunk. What is claimed and has no fate counts as unresolved. */
export function tallyOf(state: ChunkState): Tally {
  const recipients = state[0]?.claim.recipients ?? 0;
  const isolated = isolatedOf(state).length;
  const rest = recipients - isolated;
  const step = nextStep(state);
  const outcome = step.do === "end" ? step.last.fate.outcome : step.do;
  return {
    accepted: outcome === "accepted" ? rest : 0,
    rejected: isolated + (outcome === "rejected" ? rest : 0),
    unresolved: outcome === "look" ? rest : 0,
    batches: state.filter(({ fate }) => fate?.outcome === "accepted").length,
  };
}

/** Counts the recipients of a run. */
export function summaryOf(
  runId: string,
  states: ReadonlyMap<number, ChunkState>,
  { total, elapsedMs }: { total: number; elapsedMs: number },
): BulkSummary {
  const sum = { accepted: 0, rejected: 0, unresolved: 0, batches: 0 };
  const rejections: Rejection[] = [];
  const held: UnresolvedChunk[] = [];
  for (const state of Array.from(states)
    .sort(([one], [other]) => one - other)
    .map(([, one]) => one)) {
    const { accepted, rejected, unresolved, batches } = tallyOf(state);
    sum.accepted += accepted;
    sum.rejected += rejected;
    sum.unresolved += unresolved;
    sum.batches += batches;
    if (rejected > 0) rejections.push(...rejectionsOf(state));
    const last = state.at(-1);
    if (unresolved > 0 && last) {
      const { chunk, position, attempt } = last.claim;
      held.push({
        chunk,
        position,
        recipients: unresolved,
        attempt,
        reason: last.lost?.reason ?? "no response so far",
      });
    }
  }
  const settled = sum.accepted + sum.rejected + sum.unresolved;
  return { runId, ...sum, pending: Math.max(0, total - settled), rejections, held, elapsedMs };
}

/** The recipients of a chunk that were refused, in the order of the input. */
function rejectionsOf(state: ChunkState): readonly Rejection[] {
  const isolated = isolatedOf(state);
  const step = nextStep(state);
  if (step.do !== "end" || step.last.fate.outcome !== "rejected") {
    return isolated.toSorted((one, other) => one.position - other.position);
  }
  const { claim, fate } = step.last;
  const reasons = new Map(isolated.map(({ position, reason }) => [position, reason]));
  return Array.from({ length: claim.recipients }, (_, index) => {
    const position = claim.position + index;
    return { position, reason: reasons.get(position) ?? fate.reason };
  });
}

/**
 * Reads the progress of a run from a ledger, even while any process is sending it.
 *
 * A chunk that is under way counts as unresolved until its response has arrived.
 *
 * @throws {LedgerError} The ledger cannot be read.
 */
export async function bulkSummary(ledger: Pick<BulkLedger, "read">, runId: string): Promise<BulkSummary> {
  const entries = await ledger.read(runId);
  let firstMs = Number.POSITIVE_INFINITY;
  let lastMs = 0;
  for (const { atMs } of entries) {
    firstMs = Math.min(firstMs, atMs);
    lastMs = Math.max(lastMs, atMs);
  }
  const elapsedMs = Math.max(0, lastMs - firstMs);
  return summaryOf(runId, statesOf(entries), { total: totalOf(entries), elapsedMs });
}

/** How many recipients a run is known to have. */
function totalOf(entries: readonly StampedEntry[]): number {
  let queued = 0;
  const claimed = new Map<number, number>();
  for (const entry of entries) {
    if (entry.kind === "end") return entry.recipients;
    if (entry.kind === "queued") queued += entry.recipients;
    if (entry.kind === "claim") claimed.set(entry.chunk, entry.recipients);
  }
  return Math.max(
    queued,
    [...claimed.values()].reduce((sum, recipients) => sum + recipients, 0),
  );
}
