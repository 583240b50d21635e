import type { BulkProgress } from "../options.ts";
import type { ChunkState } from "../protocol/chunk-state.ts";
import { tallyOf } from "./summary.ts";

/** Keeps count of a run while it goes on. */
export interface ProgressCount {
  /** Takes the state of a chunk in place of the one that it had. */
  set(chunk: number, state: ChunkState): void;
  /** A chunk is looked for, until a time if it waits for one; or no longer. */
  wait(chunk: number, waiting: { until?: Date } | undefined): void;
  /** Counts anew what was settled in this run from here on. */
  begin(): void;
  of(read: number, total: number | undefined): BulkProgress;
}

/** @param pace How many recipients a second the run may send to, if it has a limit. */
export function progressCount(states: Map<number, ChunkState>, pace = Number.POSITIVE_INFINITY): ProgressCount {
  const waiting = new Map<number, { until?: Date }>();
  const sum = { accepted: 0, rejected: 0, unresolved: 0 };
  let begun = { atMs: performance.now(), settled: 0 };
  const add = (state: ChunkState, sign: 1 | -1): void => {
    const { accepted, rejected, unresolved } = tallyOf(state);
    sum.accepted += sign * accepted;
    sum.rejected += sign * rejected;
    sum.unresolved += sign * unresolved;
  };
  for (const state of states.values()) add(state, 1);
  const settled = (): number => sum.accepted + sum.rejected;
  return {
    set(chunk, state) {
      const before = states.get(chunk);
      if (before) add(before, -1);
      states.set(chunk, state);
      add(state, 1);
    },
    wait(chunk, how) {
      if (how) waiting.set(chunk, { ...waiting.get(chunk), ...how });
      else waiting.delete(chunk);
    },
    begin() {
      begun = { atMs: performance.now(), settled: settled() };
    },
    of(read, total) {
      const seconds = (performance.now() - begun.atMs) / 1000;
      const recipientsPerSecond = seconds > 0 ? (settled() - begun.settled) / seconds : 0;
      const looked = Array.from(waiting.keys(), (chunk) => tallyOf(states.get(chunk) ?? []).unresolved);
      const waitingCount = looked.reduce((all, count) => all + count, 0);
      const unresolved = sum.unresolved - waitingCount;
      const left = total === undefined ? undefined : total - settled() - unresolved;
      // The first chunks of a paced run go at once, and say little about the others.
      const rate = Math.min(recipientsPerSecond, pace);
      const untils = [...waiting.values()].flatMap(({ until }) => (until ? [until.getTime()] : []));
      return {
        ...sum,
        unresolved,
        waiting: waitingCount,
        read,
        total,
        recipientsPerSecond,
        leftMs: left === undefined || rate === 0 ? undefined : (left / rate) * 1000,
        waitingUntil: untils.length > 0 ? new Date(Math.max(...untils)) : undefined,
      };
    },
  };
}
