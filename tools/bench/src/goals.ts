import type { Burst } from "./burst.ts";
import type { Round } from "./measure.ts";
import type { BurstRound } from "./measure-bursts.ts";
import { ratio } from "./report.ts";
import { figuresOf } from "./report-bursts.ts";

/** What a figure of a contender may be, as a multiple of another's. */
interface Goal {
  readonly contender: string;
  readonly of: string;
  readonly bound: "at most" | "at least";
  readonly times: number;
}

interface BurstGoal extends Goal {
  readonly figure: keyof Burst;
}

const goals: readonly Goal[] = [
  { contender: "sinch-fetch", of: "bare fetch", bound: "at most", times: 1.1 },
  // The fair peer: it makes the same promise.
  { contender: "sinch-fetch", of: "bare fetch, time limit", bound: "at most", times: 1 },
  { contender: "sinch-fetch, undici", of: "undici.request", bound: "at most", times: 1.5 },
  { contender: "sinch-fetch, undici", of: "vendor SDK", bound: "at most", times: 0.9 },
];

const burstGoals: readonly BurstGoal[] = [
  { contender: "sinch-fetch, undici", figure: "callsPerSecond", of: "vendor SDK", bound: "at least", times: 2 },
  { contender: "sinch-fetch, undici", figure: "p99Ms", of: "vendor SDK", bound: "at most", times: 1 },
  { contender: "sinch-fetch", figure: "callsPerSecond", of: "bare fetch", bound: "at least", times: 1 },
  { contender: "sinch-fetch", figure: "callsPerSecond", of: "bare fetch, time limit", bound: "at least", times: 1 },
  { contender: "sinch-fetch", figure: "peakRssMb", of: "bare fetch", bound: "at most", times: 1 },
];

/** By how much a measured ratio may miss its goal: what two runs of one program differ by on a busy machine. */
export const TOLERANCE = 0.08;

/** How goals were met, one line each, and whether all were. */
export interface Judgement {
  readonly lines: readonly string[];
  readonly allMet: boolean;
}

/** Judges what a call costs in CPU. */
export function judge(rounds: readonly Round[]): Judgement {
  return judged(goals.map((goal) => ({ ...goal, rounds, what: goal.contender })));
}

/** Judges many calls at once. */
export function judgeBursts(rounds: readonly BurstRound[]): Judgement {
  return judged(
    burstGoals.map((goal) => ({
      ...goal,
      rounds: figuresOf(rounds, goal.figure),
      what: `${goal.figure} of ${goal.contender}`,
    })),
  );
}

function judged(all: readonly (Goal & { rounds: readonly Round[]; what: string })[]): Judgement {
  const each = all.map(({ contender, of, bound, times, rounds, what }) => {
    const { median } = ratio(rounds, contender, of);
    const missedBy = bound === "at most" ? median - times : times - median;
    const verdict = missedBy <= 0 ? "met" : missedBy <= TOLERANCE ? "within the tolerance" : "missed";
    return { verdict, line: `${verdict}: ${what} ${bound} ${times} × ${of}, measured ${median.toFixed(2)}` };
  });
  return { lines: each.map(({ line }) => line), allMet: each.every(({ verdict }) => verdict !== "missed") };
}
