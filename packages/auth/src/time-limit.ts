import type { Bounds } from "./within.ts";

/**
 * How long a token request may take: as long as one of the calls that it is made for has time, and never longer than its
 * own limit. Calls may join while it is under way, and leave it; when the last has left, it is aborted.
 *
 * Measured by `performance.now()`, which the setting of a clock does not move.
 */
export class TimeLimit implements Bounds {
  /** What it is now, in milliseconds from the beginning. */
  ms: number;
  readonly isInBackground: boolean;
  readonly #startedAtMs = performance.now();
  readonly #longestMs: number;
  readonly #controller = new AbortController();

  /**
   * @param longestMs Its own limit, in milliseconds; 0 for none.
   * @param timeoutMs What the call that begins it has, in milliseconds; 0 for no limit.
   * @param isInBackground Whether no call waits for it.
   */
  constructor(longestMs: number, timeoutMs: number, isInBackground: boolean) {
    this.#longestMs = longestMs || Number.POSITIVE_INFINITY;
    this.ms = Math.min(this.#longestMs, timeoutMs || Number.POSITIVE_INFINITY);
    this.isInBackground = isInBackground;
  }

  /** Makes room for a call that has `timeoutMs` milliseconds from now; 0 for no limit. */
  allow(timeoutMs: number): void {
    const untilMs = this.elapsedMs + (timeoutMs || Number.POSITIVE_INFINITY);
    this.ms = Math.max(this.ms, Math.min(this.#longestMs, untilMs));
  }

  /** What has passed, in milliseconds. */
  get elapsedMs(): number {
    return performance.now() - this.#startedAtMs;
  }

  /** Ends what it bounds, since no call waits for it any more. */
  abort(): void {
    this.#controller.abort();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }
}
