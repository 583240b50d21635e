import type { RequestInfo, SinchFetchError } from "./errors.ts";

/** One finished attempt of a call, and the wait that follows it. Nothing in it is secret. */
export interface Attempt extends RequestInfo {
  /** Which attempt of its call it was, from 1. */
  readonly attempt: number;
  /** How long it took, in milliseconds, its wait for the rate limit and for a token included. */
  readonly durationMs: number;
  /** HTTP status of its answer; `undefined` if there was none. */
  readonly status: number | undefined;
  /** Why there was no answer; `undefined` if there was one, whatever its status. */
  readonly error: SinchFetchError | undefined;
  /** The wait before the next attempt, in milliseconds; `undefined` if this was the call's last. */
  readonly retryDelayMs: number | undefined;
}

/** Told of each attempt, before the wait that follows it. What it throws is ignored: watching changes no call. */
export type OnAttempt = (attempt: Attempt) => void;
