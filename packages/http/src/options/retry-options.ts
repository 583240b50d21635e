import { checkOptions, type OptionTable, show, time, wholeNumber } from "./check-options.ts";

/** How to retry a request that got no usable response. */
export interface RetryOptions {
  /**
   * Number of attempts after the first, an integer; 0 for none.
   * @default 2
   */
  maxRetries?: number | undefined;
  /**
   * Maximum wait before the second attempt, in milliseconds; it doubles with each further attempt. The wait itself is
   * random between 0 and that maximum ("full jitter"), so that clients that failed together do not retry together.
   * @default 500
   */
  baseDelayMs?: number | undefined;
  /**
   * Maximum single wait in milliseconds, even if the response's `Retry-After` asks for a longer one.
   * @default 8000
   */
  maxDelayMs?: number | undefined;
}

/** Checked {@link RetryOptions}, the defaults filled in. */
export type RetrySettings = Readonly<Record<keyof RetryOptions, number>>;

const DEFAULTS: RetrySettings = { maxRetries: 2, baseDelayMs: 500, maxDelayMs: 8000 };
const OPTIONS: OptionTable = { maxRetries: wholeNumber(0), baseDelayMs: time, maxDelayMs: time };

/**
 * Checks the `retry` of a client or of one call.
 *
 * @param subject Named first in the error: the function that was called, or the operation.
 * @param settings What holds where an option is left out.
 * @throws {TypeError} It is neither an object nor `false`, or has an unknown or wrong member; names it.
 */
export function resolveRetry(
  subject: string,
  options: RetryOptions | false | undefined,
  settings: RetrySettings = DEFAULTS,
): RetrySettings {
  if (options === undefined) return settings;
  if (options === false) return { ...settings, maxRetries: 0 };
  if (typeof options !== "object" || options === null) {
    throw new TypeError(`${subject}: retry is ${show(options)}, expected an object or false`);
  }
  checkOptions(subject, options, OPTIONS, "retry.");
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return { ...settings, ...Object.fromEntries(given) };
}
