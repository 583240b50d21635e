import { AbortError, TimeoutError } from "./errors.ts";
import type { FetchMiddleware, HttpRequest } from "./fetch.ts";
import { remainingMs } from "./remaining.ts";
import { describeRequest, requestInfo } from "./request-info.ts";

/**
 * Bounds one attempt in time and ties it to the caller's signal.
 *
 * The attempt is everything inside: the wait for an access token, the exchange, the answer's body. It settles when its
 * time is up even if what is inside ignores its signal. What is left of the call's deadline bounds it too.
 *
 * @throws {TimeoutError} `request.timeoutMs` milliseconds have passed, or the call's deadline.
 * @throws {AbortError} The caller's signal was aborted, before or during the attempt.
 */
export const timeout: FetchMiddleware = async (request, next) => {
  const { signal } = request;
  if (signal?.aborted) throw abortError(request);
  const remaining = remainingMs(request);
  if (remaining <= 0) throw timeoutError(request, "attempt", request.deadlineMs);
  const isLast = remaining < (request.timeoutMs || Number.POSITIVE_INFINITY);
  const timeoutMs = isLast ? remaining : request.timeoutMs;

  const controller = new AbortController();
  let onAbort: (() => void) | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stopped = new Promise<never>((_, reject) => {
    const stop = (error: AbortError | TimeoutError): void => {
      reject(error);
      controller.abort(error);
    };
    if (signal) onAbort = () => stop(abortError(request));
    if (timeoutMs > 0) {
      timer = setTimeout(() => {
        const missing = request.progress.outcome === "unknown" ? "complete answer" : "access token";
        stop(timeoutError(request, missing, isLast ? request.deadlineMs : timeoutMs));
      }, timeoutMs);
    }
  });
  if (onAbort) signal?.addEventListener("abort", onAbort);
  try {
    return await Promise.race([stopped, next({ ...request, signal: controller.signal, timeoutMs })]);
  } finally {
    clearTimeout(timer);
    if (onAbort) signal?.removeEventListener("abort", onAbort);
  }
};

/** The error of a request whose signal was aborted. */
export function abortError(request: HttpRequest): AbortError {
  const details = { ...requestInfo(request), ...request.progress, cause: request.signal?.reason };
  return new AbortError(`${describeRequest(request)}: aborted by the caller`, details);
}

/**
 * The error of a request whose time is up.
 *
 * @param missing What did not come.
 * @param timeoutMs The limit that ran out, as the caller set it.
 */
export function timeoutError(request: HttpRequest, missing: string, timeoutMs: number): TimeoutError {
  const details = { ...requestInfo(request), ...request.progress, timeoutMs };
  return new TimeoutError(`${describeRequest(request)}: no ${missing} within ${timeoutMs} ms`, details);
}
