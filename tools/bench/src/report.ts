import type { Burst } from "./burst.ts";
import type { BurstRound, Round } from "./measure.ts";
import { median, quantile } from "./quantile.ts";

/** A contender's cost beside another's. */
export interface Ratio {
  /** Median over the rounds of what the one cost divided by what the other cost in the same round. */
  readonly median: number;
  /** The middle half of the rounds lies between these. */
  readonly quartiles: readonly [number, number];
}

/** The cost of `name` as a multiple of the cost of `of`. */
export function ratio(rounds: readonly Round[], name: string, of: string): Ratio {
  const ratios = rounds.map((round) => costOf(round, name) / costOf(round, of));
  return { median: median(ratios), quartiles: [quantile(ratios, 0.25), quantile(ratios, 0.75)] };
}

/** A table with a line for each contender: CPU per request, and its ratio to each of `bases`. */
export function table(rounds: readonly Round[], names: readonly string[], bases: readonly string[]): string {
  const lines = names.map((name) => [
    name,
    median(rounds.map((round) => costOf(round, name))).toFixed(1),
    ...bases.map((base) => show(ratio(rounds, name, base))),
  ]);
  return aligned([["", "µs CPU/request", ...bases.map((base) => `× ${base}`)], ...lines]);
}

const burstColumns: Readonly<Record<string, keyof Burst>> = {
  "calls/s": "callsPerSecond",
  "p50 ms": "p50Ms",
  "p99 ms": "p99Ms",
  "peak RSS MB": "peakRssMb",
};

/** A table with a line for each contender: the medians of its rounds. */
export function burstTable(rounds: readonly BurstRound[], names: readonly string[]): string {
  const figures = Object.values(burstColumns).map((figure) => figuresOf(rounds, figure));
  const lines = names.map((name) => [
    name,
    ...figures.map((ofRounds) => median(ofRounds.map((round) => round[name] ?? Number.NaN)).toFixed(0)),
  ]);
  return aligned([["", ...Object.keys(burstColumns)], ...lines]);
}

/** One figure of every contender, round by round. */
export function figuresOf(rounds: readonly BurstRound[], figure: keyof Burst): Round[] {
  return rounds.map((round) => Object.fromEntries(Object.entries(round).map(([name, burst]) => [name, burst[figure]])));
}

/** Lines of cells as columns, the first of which is aligned to the left. */
function aligned(lines: readonly (readonly string[])[]): string {
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join("  "),
    )
    .join("\n");
}

function show({ median, quartiles: [low, high] }: Ratio): string {
  return `${median.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
}

function costOf(round: Round, name: string): number {
  const cost = round[name];
  if (cost === undefined) throw new Error(`${name} had no turn`);
  return cost;
}
