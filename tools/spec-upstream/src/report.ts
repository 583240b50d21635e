import type { AcceptedDifference, JudgedDifference } from "./accepted.ts";
import { lineOf } from "./difference.ts";

/** What a comparison came to. */
export interface Verdict {
  readonly api: string;
  readonly judged: readonly JudgedDifference[];
  /** The entries of the list of accepted differences that fit none. */
  readonly stale: readonly AcceptedDifference[];
  /** How that list is called. */
  readonly list: string;
}

/** The differences that are not accepted. */
export function openOf({ judged }: Verdict): JudgedDifference[] {
  return judged.filter(({ accepted }) => accepted === undefined);
}

/** The report for a reader: a line for each difference that is not accepted, operation by operation. */
export function reportOf(verdict: Verdict): string {
  const { api, judged, stale, list } = verdict;
  const open = openOf(verdict);
  const lines = open.map((difference) => `${lineOf(difference)}\n`);
  const old = stale.map(({ difference }) => `${list}: fits no difference: ${difference}\n`);
  const counts = `${api}: ${open.length} to look at, ${judged.length - open.length} accepted\n`;
  return [lines.join(""), old.join(""), counts].filter((part) => part !== "").join("\n");
}

/** The same for programs. Stale entries are named by their pattern. */
export function jsonOf({ api, judged, stale }: Verdict): string {
  const differences = judged.map(({ operation, path, kind, text, accepted }) => ({
    ...(operation === undefined ? {} : { operation }),
    path,
    kind,
    text,
    ...(accepted === undefined ? {} : { accepted }),
  }));
  return `${JSON.stringify({ api, differences, stale: stale.map(({ difference }) => difference) }, null, 2)}\n`;
}
