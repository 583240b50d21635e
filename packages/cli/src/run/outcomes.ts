import { type BulkSummary, fileLedger } from "@sinch-fetch/bulk";
import type { Campaign } from "../plan/campaign.ts";
import { nameOf } from "../plan/plan.ts";
import type { RunFile } from "./run-file.ts";

/** What became of one row. */
export interface RowOutcome {
  readonly line: number;
  /** Whom it is for, such as `SMS 46700000001`; empty for a row that could not be read. */
  readonly to: string;
  readonly outcome: "accepted" | "rejected" | "unresolved" | "pending" | "invalid";
  readonly batchId: string;
  readonly reason: string;
}

/** What a ledger says about positions. */
interface Known {
  readonly rejected: ReadonlyMap<number, string>;
  /** Finds what a position is in, for positions that grow from call to call. */
  readonly held: (position: number) => Range | undefined;
  readonly accepted: (position: number) => Range | undefined;
}

interface Range {
  readonly from: number;
  readonly to: number;
  /** The id of the batch, or why nobody knows. */
  readonly text: string;
}

/** Reads the ids of the batches that a run had accepted. */
export async function batchIdsOf({ path, runId }: Pick<RunFile, "path" | "runId">): Promise<readonly string[]> {
  return (await acceptedOf(path, runId)).map(({ text }) => text);
}

/** Reports for each row of an input, one after another, what became of it. */
export async function* outcomesOf(
  campaign: Campaign,
  file: RunFile,
  summary: BulkSummary,
): AsyncGenerator<RowOutcome, undefined> {
  const known = await knownOf(file, summary);
  let position = 0;
  for await (const row of campaign.rows()) {
    const { line } = row;
    if ("problems" in row) {
      yield { line, to: "", outcome: "invalid", batchId: "", reason: row.problems.join("; ") };
      continue;
    }
    const to = nameOf(row.recipient);
    yield { line, to, ...outcomeAt(known, position) };
    position++;
  }
}

async function knownOf({ path, runId }: RunFile, { rejections, held }: BulkSummary): Promise<Known> {
  return {
    rejected: new Map(rejections.map(({ position, reason }) => [position, reason])),
    held: cursorOf(
      held.map(({ position, recipients, reason }) => ({ from: position, to: position + recipients, text: reason })),
    ),
    accepted: cursorOf(await acceptedOf(path, runId)),
  };
}

async function acceptedOf(path: string, runId: string): Promise<readonly Range[]> {
  const entries = await fileLedger(path).read(runId);
  const claims = new Map<number, Omit<Range, "text">>();
  for (const entry of entries) {
    if (entry.kind !== "claim") continue;
    claims.set(entry.chunk, { from: entry.position, to: entry.position + entry.recipients });
  }
  return entries.flatMap((entry): Range[] => {
    if (entry.kind !== "fate" || entry.outcome !== "accepted") return [];
    const range = claims.get(entry.chunk);
    return range ? [{ ...range, text: entry.batchId }] : [];
  });
}

/** Walks along ranges once, however many positions are asked for. */
function cursorOf(ranges: readonly Range[]): (position: number) => Range | undefined {
  const sorted = ranges.toSorted((one, other) => one.from - other.from);
  let at = 0;
  return (position) => {
    while ((sorted[at]?.to ?? Number.POSITIVE_INFINITY) <= position) at++;
    const range = sorted[at];
    return range && range.from <= position ? range : undefined;
  };
}

function outcomeAt(known: Known, position: number): Pick<RowOutcome, "outcome" | "batchId" | "reason"> {
  const refused = known.rejected.get(position);
  if (refused !== undefined) return { outcome: "rejected", batchId: "", reason: refused };
  const batch = known.accepted(position);
  if (batch) return { outcome: "accepted", batchId: batch.text, reason: "" };
  const held = known.held(position);
  if (held) return { outcome: "unresolved", batchId: "", reason: held.text };
  return { outcome: "pending", batchId: "", reason: "" };
}
