import { sleep } from "../protocol/sleep.ts";

/** Holds back all requests of a run after one that reached nobody. */
export interface Brake {
  /**
   * Waits until the next request may go out.
   *
   * @throws What `signal` was aborted with.
   */
  wait(signal: AbortSignal): Promise<void>;
  /**
   * Slows down: for as long as the response asked for, else longer each time in a row.
   *
   * @throws {unknown} `error`, if it came too often in a row, or `stop` says so.
   */
  failed(error: unknown, how: { stop: boolean; retryAfterMs?: number | undefined }): void;
  /** Ends the row. */
  succeeded(): void;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 60_000;
/** How often in a row a request may reach nobody before the run ends. A 429 never ends it. */
const MOST_FAILURES = 6;
const MOST_REFUSED_TOKENS = 2;

export function brakeOf(): Brake {
  let untilMs = 0;
  let failures = 0;
  return {
    async wait(signal) {
      for (let leftMs = untilMs - performance.now(); leftMs > 0; leftMs = untilMs - performance.now()) {
        await sleep(leftMs, signal);
      }
    },
    failed(error, { stop, retryAfterMs }) {
      if (stop) throw error;
      const nowMs = performance.now();
      // Those that were under way together met one and the same trouble.
      if (nowMs >= untilMs) {
        failures++;
        untilMs = nowMs + Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1));
      }
      if (retryAfterMs !== undefined) untilMs = Math.max(untilMs, nowMs + retryAfterMs);
      const { status }: { status?: unknown } = Object(error);
      if (status !== 429 && failures >= (status === 401 ? MOST_REFUSED_TOKENS : MOST_FAILURES)) throw error;
    },
    succeeded() {
      failures = 0;
    },
  };
}
