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
export const timeout: FetchMiddleware = (request, next) =>
  new Promise((resolve, reject) => {
    const { signal } = request;
    if (signal?.aborted) throw abortError(request);
    const remaining = remainingMs(request);
    if (remaining <= 0) throw timeoutError(request, "attempt", request.deadlineMs);
    const isLast = remaining < (request.timeoutMs || Number.POSITIVE_INFINITY);
    // Rounded up, since platforms round down, and a call whose deadline passes early would have time for another attempt.
    const timeoutMs = isLast ? Math.ceil(remaining) : request.timeoutMs;

    const controller = new AbortController();
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
    };
    const stop = (error: AbortError | TimeoutError): void => {
      end();
      reject(error);
      controller.abort(error);
    };
    const onAbort = (): void => stop(abortError(request));
    const onTimeout = (): void => {
      const missing = request.progress.outcome === "unknown" ? "complete answer" : "access token";
      stop(timeoutError(request, missing, isLast ? request.deadlineMs : timeoutMs));
    };
    const timer = timeoutMs > 0 ? setTimeout(onTimeout, timeoutMs) : undefined;
    signal?.addEventListener("abort", onAbort);
    const attempt = async (): Promise<void> => {
      try {
        resolve(await next({ ...request, signal: controller.signal, timeoutMs }));
      } catch (error) {
        reject(error);
      } finally {
        end();
      }
    };
    void attempt();
  });

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
