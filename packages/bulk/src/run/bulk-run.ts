import type { BulkFate } from "../protocol/send-chunk.ts";
import type { BulkSummary } from "./summary.ts";

/**
 * A run that is under way. Await it for the summary. Iterate over it for the result of each chunk as it is settled,
 * starting with the first, whenever the loop starts. Leaving a loop does not end the run.
 */
export interface BulkRun extends Promise<BulkSummary>, AsyncIterable<BulkFate> {
  readonly runId: string;
  /** Ends the run, like `signal`. To resume it, use the same `runId`. */
  abort(reason?: unknown): void;
}

/** The fates of a run, for any number of loops over them. */
export interface FateList {
  add(fate: BulkFate): void;
  /** Ends the loops, with an error if there is one. */
  end(failure?: { error: unknown }): void;
  iterate(): AsyncIterator<BulkFate, undefined>;
}

export function fateList(): FateList {
  const fates: BulkFate[] = [];
  let waiting: (() => void)[] = [];
  let over: { failure?: { error: unknown } | undefined } | undefined;
  const wake = (): void => {
    const woken = waiting;
    waiting = [];
    for (const goOn of woken) goOn();
  };
  return {
    add(fate) {
      fates.push(fate);
      wake();
    },
    end(failure) {
      over = { failure };
      wake();
    },
    async *iterate() {
      for (let index = 0; ; index++) {
        while (index >= fates.length && over === undefined) await new Promise<void>((resolve) => waiting.push(resolve));
        const fate = fates[index];
        if (fate === undefined) {
          if (over?.failure) throw over.failure.error;
          return undefined;
        }
        yield fate;
      }
    },
  };
}
