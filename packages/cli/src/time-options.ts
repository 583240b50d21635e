import { usageError } from "./cli-error.ts";

/**
 * Reads `--ttl`: seconds, with or without an s.
 *
 * @throws {CliError} It is not a whole number from 3.
 */
export function ttlOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const seconds = Number(text.replace(/s$/, ""));
  if (Number.isSafeInteger(seconds) && seconds >= 3) return `${seconds}s`;
  throw usageError(`--ttl ${JSON.stringify(text)} is wrong: expected whole seconds from 3, such as 3600`);
}

const LONGEST_AHEAD_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * Reads `--at`: a time with its zone, which the API takes up to seven days ahead.
 *
 * @param isBegun Whether the run was begun already: its time may be over.
 * @throws {CliError} It is not a time, has no zone, or is too early or too late.
 */
export function sendAfterOf(text: string | undefined, isBegun: boolean): string | undefined {
  if (text === undefined) return undefined;
  const wrong = (why: string): Error => usageError(`--at ${JSON.stringify(text)} ${why}`);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text) || !isInCalendar(text)) {
    throw wrong("is not a time with its zone: expected one such as 2026-12-01T09:00:00Z or 2026-12-01T10:00:00+01:00");
  }
  const aheadMs = Date.parse(text) - Date.now();
  if (aheadMs < 0 && !isBegun) throw wrong("is over");
  if (aheadMs > LONGEST_AHEAD_MS) throw wrong("is more than seven days ahead, which the API does not accept");
  return new Date(text).toISOString().replace(/\.000Z$/, "Z");
}

/** `Date.parse` takes 31 November for 1 December. */
function isInCalendar(text: string): boolean {
  const [year, month, day] = text.slice(0, 10).split("-").map(Number);
  const lastDay = new Date(Date.UTC(year ?? 0, month ?? 0, 0)).getUTCDate();
  return !Number.isNaN(Date.parse(text)) && Number(day) <= lastDay;
}
