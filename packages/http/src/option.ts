/** Longest delay of a platform timer, in milliseconds; a longer one would fire at once. */
export const MAX_MS = 2_147_483_647;

/** Whether a value is a time that a platform timer can wait for. */
export function isMs(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value <= MAX_MS;
}

/** How an error names the value of an option. */
export function show(value: unknown): string {
  return typeof value === "string" || value === null ? JSON.stringify(value) : String(value);
}

/**
 * Checks a time limit, of a client or of one call.
 *
 * @param subject Named first in the error: the function that was called, or the operation.
 * @throws {TypeError} It is not a time; names the option.
 */
export function checkLimit(subject: string, name: string, value: unknown): asserts value is number {
  if (!isMs(value)) {
    throw new TypeError(`${subject}: ${name} is ${show(value)}, expected milliseconds from 0 (no limit) to ${MAX_MS}`);
  }
}
