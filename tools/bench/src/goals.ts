import type { Round } from "./measure.ts";
import { ratio } from "./report.ts";

/** The most that a contender may cost. */
interface Goal {
  readonly contender: string;
  /** As a multiple of this one's cost. */
  readonly of: string;
  readonly most: number;
}

const goals: readonly Goal[] = [
  { contender: "sinch-fetch", of: "bare fetch", most: 1.1 },
  { contender: "sinch-fetch, undici", of: "undici.request", most: 1.5 },
  { contender: "sinch-fetch, undici", of: "vendor SDK", most: 0.9 },
];

/** By how much a measured ratio may exceed its goal: what two runs of one program differ by on a busy machine. */
export const TOLERANCE = 0.08;

/** How each goal was met, one line each, and whether all were. */
export function judge(rounds: readonly Round[]): { lines: string[]; allMet: boolean } {
  const judged = goals.map(({ contender, of, most }) => {
    const { median } = ratio(rounds, contender, of);
    const verdict = median <= most ? "met" : median <= most + TOLERANCE ? "within the tolerance" : "missed";
    return { verdict, line: `${verdict}: ${contender} at most ${most} × ${of}, measured ${median.toFixed(2)}` };
  });
  return { lines: judged.map(({ line }) => line), allMet: judged.every(({ verdict }) => verdict !== "missed") };
}
