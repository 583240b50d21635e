import { WorldProblem } from "./problem.ts";

const MINUTE_MS = 60_000;
const FIVE_MINUTES_MS = 5 * MINUTE_MS;
const WEEK_MS = 7 * 24 * 60 * MINUTE_MS;

/**
 * When a batch goes out: less than a minute ahead, it is kept to the second; otherwise it moves later, to a minute that is
 * a multiple of five. What lies in the past goes out at once, a reading of ours.
 *
 * @throws {WorldProblem} It is more than 7 days ahead.
 */
export function batchTimeMs(sendAfter: string | undefined, nowMs: number): number {
  const secondMs = Math.floor(nowMs / 1000) * 1000;
  if (sendAfter === undefined) return secondMs;
  const askedMs = Date.parse(sendAfter);
  if (askedMs > nowMs + WEEK_MS) throw new WorldProblem(400, "send_after is more than 7 days ahead", "send_after");
  if (askedMs >= nowMs + MINUTE_MS) return Math.ceil(askedMs / FIVE_MINUTES_MS) * FIVE_MINUTES_MS;
  return Math.floor(askedMs / 1000) * 1000;
}
