import type { HttpRequest } from "./fetch.ts";

/** How much of a call's `deadlineMs` is left, in milliseconds; `Infinity` without one. */
export function remainingMs({ deadlineMs, startedAtMs }: HttpRequest): number {
  return deadlineMs > 0 ? startedAtMs + deadlineMs - performance.now() : Number.POSITIVE_INFINITY;
}
