import type { Burst } from "./burst.ts";
import type { BurstRound, Round } from "./measure.ts";
import { figuresOf, ratio } from "./report.ts";

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
  return judged(goals.map((goal) => verdictOn(goal, goal.contender, rounds)));
}

/** Judges many calls at once. */
export function judgeBursts(rounds: readonly BurstRound[]): Judgement {
  return judged(
    burstGoals.map((goal) => verdictOn(goal, `${goal.figure} of ${goal.contender}`, figuresOf(rounds, goal.figure))),
  );
}

function verdictOn({ contender, of, bound, times }: Goal, what: string, rounds: readonly Round[]) {
  const { median } = ratio(rounds, contender, of);
  const missedBy = bound === "at most" ? median - times : times - median;
  const verdict = missedBy <= 0 ? "met" : missedBy <= TOLERANCE ? "within the tolerance" : "missed";
  return { verdict, line: `${verdict}: ${what} ${bound} ${times} × ${of}, measured ${median.toFixed(2)}` };
}

function judged(each: readonly ReturnType<typeof verdictOn>[]): Judgement {
  return { lines: each.map(({ line }) => line), allMet: each.every(({ verdict }) => verdict !== "missed") };
}
