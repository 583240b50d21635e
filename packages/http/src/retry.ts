import type { OnAttempt } from "./attempt.ts";
import { isConnectionError, isSinchFetchError, isTimeoutError, type SinchFetchError } from "./errors.ts";
import type { FetchMiddleware, HttpRequest } from "./fetch.ts";
import { outcomeOf, worse } from "./outcome.ts";
import { remainingMs } from "./remaining.ts";
import { requestInfo } from "./request-info.ts";
import { retryAfterMs } from "./retry-after.ts";
import { wait } from "./wait.ts";

const IDEMPOTENT_METHODS = ["GET", "PUT", "DELETE", "HEAD", "OPTIONS"];
const REPEATED_STATUSES = [408, 429, 500, 501, 502, 503, 504];

/** What came of an attempt: an answer, whatever its status, or the error in its place. */
type Result = Response | SinchFetchError;

/**
 * Makes the middleware that repeats an attempt which got no usable answer, waiting longer each time.
 *
 * An idempotent request is repeated after any failed connection and after 408, 429, 500, 501, 502, 503 and 504. Any other
 * is repeated only when the server cannot have acted: after a connection that was never made, and after 429. A repeated
 * send would reach a person twice.
 *
 * `Retry-After` sets the wait, `maxDelayMs` at most. A wait that would outlast the call's deadline is not begun. An error
 * that comes out says how many attempts were made, and its `outcome` is that of the worst of them.
 *
 * @param onAttempt Told of each attempt.
 * @returns Middleware that rejects with the error of the last attempt, or with an `AbortError` if the caller's signal was
 * aborted during a wait.
 */
export function retryWith(onAttempt: OnAttempt | undefined): FetchMiddleware {
  return async (request, next) => {
    const { progress } = request;
    try {
      for (;;) {
        progress.attempts++;
        const begunAtMs = performance.now();
        let result: Result;
        try {
          result = await next({ ...request, progress: { ...progress, outcome: "not-sent" } });
        } catch (error) {
          // Errors of other makes come from a caller's own code, which would fail again.
          if (!isSinchFetchError(error)) throw error;
          result = error;
        }
        const retryDelayMs = delayAfter(result, request);
        if (onAttempt) tell(onAttempt, request, result, performance.now() - begunAtMs, retryDelayMs);
        if (retryDelayMs === undefined) {
          if (isSinchFetchError(result)) throw result;
          return result;
        }
        progress.outcome = worse(progress.outcome, isSinchFetchError(result) ? result.outcome : outcomeOf(result));
        await wait(retryDelayMs, request);
      }
    } catch (error) {
      if (isSinchFetchError(error)) {
        const { attempts } = progress;
        Object.assign(error, { attempts, outcome: worse(progress.outcome, error.outcome) });
      }
      throw error;
    }
  };
}

/** How long to wait before the next attempt, in milliseconds; `undefined` if there is to be none. */
function delayAfter(result: Result, request: HttpRequest): number | undefined {
  const { progress, retry } = request;
  if (progress.attempts > retry.maxRetries || !isRepeatable(result, request)) return undefined;
  const asked = isSinchFetchError(result) ? undefined : retryAfterMs(result.headers);
  const delayMs =
    asked === undefined
      ? Math.random() * Math.min(retry.maxDelayMs, retry.baseDelayMs * 2 ** (progress.attempts - 1))
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
  return isConnectionError(result) && (isIdempotent || result.outcome === "not-sent");
}

function tell(
  onAttempt: OnAttempt,
  request: HttpRequest,
  result: Result,
  durationMs: number,
  retryDelayMs: number | undefined,
): void {
  const [error, status] = isSinchFetchError(result) ? [result, undefined] : [undefined, result.status];
  const attempt = {
    ...requestInfo(request),
    attempt: request.progress.attempts,
    durationMs,
    status,
    error,
    retryDelayMs,
  };
  try {
    onAttempt(attempt);
  } catch {
    // What watches a call must not be able to fail it.
  }
}
