/**
 * How long a token request may take: as long as one of the calls that it is made for has time, and never longer than its
 * own limit. Calls may join while it is under way.
 *
 * Measured by `performance.now()`, which the setting of a clock does not move.
 */
export class TimeLimit {
  /** What it was for the call that began it, in milliseconds from the beginning. */
  readonly firstMs: number;
  /** What it is now, in milliseconds from the beginning. */
  ms: number;
  readonly #startedAtMs = performance.now();
  readonly #longestMs: number;

  /**
   * @param longestMs Its own limit, in milliseconds; 0 for none.
   * @param timeoutMs What the call that begins it has, in milliseconds; 0 for no limit.
   */
  constructor(longestMs: number, timeoutMs: number) {
    this.#longestMs = longestMs || Number.POSITIVE_INFINITY;
    this.firstMs = Math.min(this.#longestMs, timeoutMs || Number.POSITIVE_INFINITY);
    this.ms = this.firstMs;
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
}
