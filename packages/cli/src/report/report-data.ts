import type { BulkSummary } from "@sinch-fetch/bulk";
import type { RowOutcome } from "../run/outcomes.ts";
import { counted, formatCount, formatDuration } from "../table.ts";

/** What a report is made of. */
export interface ReportData {
  readonly summary: BulkSummary;
  /** How many batches were accepted before the run was resumed. */
  readonly batchesBefore: number;
  /** How many rows could not be sent. */
  readonly invalid: number;
  readonly total: number;
  /** When it was made. */
  readonly madeAt: Date;
  /** Reads what became of each row, anew each time. */
  rows(): AsyncIterable<RowOutcome>;
}

/** Says how many batches were accepted in which time, and how many were before the run was resumed. */
export function batchesText({ summary: { batches, elapsedMs }, batchesBefore }: ReportData): string {
  const own = batches - batchesBefore;
  if (batchesBefore === 0) return `${counted(own, "batch")} in ${formatDuration(elapsedMs)}`;
  const now = own === 0 ? "no batch now" : `${counted(own, "batch")} in ${formatDuration(elapsedMs)}`;
  return `${now}, ${formatCount(batchesBefore)} before`;
}

/** One outcome of a run, with how many rows have it. */
export interface Share {
  readonly name: RowOutcome["outcome"];
  readonly count: number;
  readonly colour: string;
  readonly meaning: string;
}

/** The outcomes of a run, in the order in which they are shown. */
export function sharesOf({ summary, invalid }: ReportData): readonly Share[] {
  const { accepted, rejected, unresolved, pending } = summary;
  return [
    { name: "accepted", count: accepted, colour: "#2f7d4f", meaning: "accepted by Sinch, not yet delivered" },
    { name: "rejected", count: rejected, colour: "#b3382c", meaning: "refused by Sinch" },
    { name: "unresolved", count: unresolved, colour: "#b7791f", meaning: "sent without a response, and not found" },
    { name: "pending", count: pending, colour: "#6b7280", meaning: "not sent so far" },
    { name: "invalid", count: invalid, colour: "#9aa1ac", meaning: "rows that cannot be sent" },
  ];
}
