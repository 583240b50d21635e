import type { Burst } from "./burst.ts";
import type { BurstRound } from "./measure-bursts.ts";
import { quantile } from "./quantile.ts";
import { aligned } from "./report.ts";

const columns: readonly { title: string; figure: keyof Burst }[] = [
  { title: "calls/s", figure: "callsPerSecond" },
  { title: "p50 ms", figure: "p50Ms" },
  { title: "p99 ms", figure: "p99Ms" },
  { title: "peak RSS MB", figure: "peakRssMb" },
];

/** A table with a line for each contender: the medians of its rounds. */
export function burstTable(rounds: readonly BurstRound[], names: readonly string[]): string {
  const lines = names.map((name) => [
    name,
    ...columns.map(({ figure }) =>
      quantile(
        figuresOf(rounds, figure).map((round) => round[name] ?? Number.NaN),
        0.5,
      ).toFixed(0),
    ),
  ]);
  return aligned([["", ...columns.map(({ title }) => title)], ...lines]);
}

/** One figure of every contender, round by round. */
export function figuresOf(rounds: readonly BurstRound[], figure: keyof Burst): Record<string, number>[] {
  return rounds.map((round) => Object.fromEntries(Object.entries(round).map(([name, burst]) => [name, burst[figure]])));
}
