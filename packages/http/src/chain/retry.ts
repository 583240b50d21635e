import {
  isConnectionError,
  isSinchFetchError,
  isTimeoutError,
  type RequestInfo,
  type SinchFetchError,
} from "../errors/errors.ts";
import { type Outcome, outcomeOf, worse } from "../errors/outcome.ts";
import { type HttpRequest, type HttpSend, remainingMs, requestInfo } from "./request.ts";
import { TOO_LARGE } from "./response-body.ts";
import { retryAfterMs } from "./retry-after.ts";
import { wait } from "./wait.ts";

/** One finished attempt of a call, and the wait that follows it. It contains no secrets. */
export interface Attempt extends RequestInfo {
  /** The number of the attempt within its call, from 1. */
  readonly attempt: number;
  /** How long it took in milliseconds, including its waits for the rate limit and for a token. */
  readonly durationMs: number;
  /** HTTP status of the response; `undefined` if there was none. */
  readonly status: number | undefined;
  /** Why there was no response; `undefined` if there was one, whatever its status. */
  readonly error: SinchFetchError | undefined;
  /** The wait before the next attempt, in milliseconds; `undefined` if this was the call's last. */
  readonly retryDelayMs: number | undefined;
}

/**
 * Called with each attempt, before the wait that follows it. What it throws is ignored and does not affect the call.
 */
export type OnAttempt = (attempt: Attempt) => void;

/** The response that a call ends with, and what it took to get it. */
export interface Exchange {
  readonly response: Response;
  /** How many attempts were made. */
  readonly attempts: number;
  /** What the attempts before the last left behind. */
  readonly outcome: Outcome;
}

const IDEMPOTENT_METHODS = ["GET", "PUT", "DELETE", "HEAD", "OPTIONS"];
const REPEATED_STATUSES = [408, 429, 500, 502, 503, 504];

/** What came of an attempt: a response, whatever its status, or the error in its place. */
type Result = Response | SinchFetchError;

/**
 * Makes the outermost part of the chain: it retries an attempt that got no usable response, waiting longer each time.
 *
 * An idempotent request is retried after any failed connection and after 408, 429, 500, 502, 503 and 504. Any other is
 * retried only when the server cannot have acted: after a connection that was never made, and after 429. A retried send
 * would reach a person twice.
 *
 * `Retry-After` sets the wait, `maxDelayMs` at most. A wait that would outlast the call's deadline is not begun.
 *
 * @param onAttempt Called with each attempt.
 * @param attempt Makes one attempt. Its errors carry the number of attempts and the outcome of the worst of them.
 * @returns A function that rejects with the error of the last attempt, or with an `AbortError` if the caller's signal was
 * aborted during a wait.
 */
export function retryWith(
  onAttempt: OnAttempt | undefined,
  attempt: HttpSend,
): (request: HttpRequest) => Promise<Exchange> {
  return async (first) => {
    let request = { ...first, attempts: 1 };
    for (;;) {
      const begunAtMs = performance.now();
      let result: Result;
      try {
        result = await attempt(request);
      } catch (error) {
        // Errors of other makes are a framework's control flow.
        if (!isSinchFetchError(error)) throw error;
        result = error;
      }
      const retryDelayMs = delayAfter(result, request);
      if (onAttempt) report(onAttempt, request, result, performance.now() - begunAtMs, retryDelayMs);
      const { attempts, outcome } = request;
      if (retryDelayMs === undefined) {
        if (isSinchFetchError(result)) throw result;
        return { response: result, attempts, outcome };
      }
      request = { ...request, outcome: worse(outcome, isSinchFetchError(result) ? result.outcome : outcomeOf(result)) };
      await wait(retryDelayMs, request);
      request.attempts++;
    }
  };
}

/** How long to wait before the next attempt, in milliseconds; `undefined` if there is to be none. */
function delayAfter(result: Result, request: HttpRequest): number | undefined {
  const { attempts, retry } = request;
  if (attempts > retry.maxRetries || !isRepeatable(result, request)) return undefined;
  const asked = isSinchFetchError(result) ? undefined : retryAfterMs(result.headers);
  const delayMs =
    asked === undefined
      ? Math.random() * Math.min(retry.maxDelayMs, retry.baseDelayMs * 2 ** (attempts - 1))
      : Math.min(retry.maxDelayMs, asked);
  return delayMs < remainingMs(request) ? delayMs : undefined;
}

function isRepeatable(result: Result, { method, operation, deadlineMs }: HttpRequest): boolean {
  const isIdempotent = operation?.idempotent ?? IDEMPOTENT_METHODS.includes(method);
  if (!isSinchFetchError(result)) {
    return isIdempotent ? REPEATED_STATUSES.includes(result.status) : result.status === 429;
  }
  // A platform's timer may be early by what its event loop was late, so that there would be time left after the deadline.
  if (isTimeoutError(result)) return isIdempotent && result.timeoutMs !== deadlineMs;
  // The same body would come again.
  if (Object(result.cause).code === TOO_LARGE) return false;
  return isConnectionError(result) && (isIdempotent || result.outcome !== "unknown");
}

function report(
  onAttempt: OnAttempt,
  request: HttpRequest,
  result: Result,
  durationMs: number,
  retryDelayMs: number | undefined,
): void {
  const [error, status] = isSinchFetchError(result) ? [result, undefined] : [undefined, result.status];
  try {
    onAttempt({ ...requestInfo(request), attempt: request.attempts, durationMs, status, error, retryDelayMs });
  } catch {
    // What watches a call must not be able to fail it.
  }
}
