import { AbortError, TimeoutError } from "../errors/errors.ts";
import { describeRequest, type HttpRequest, remainingMs, requestInfo } from "./request.ts";

/**
 * Waits within a call until something lets it go on.
 *
 * @param join Called at once with the function that ends the wait; returns the one that withdraws from it.
 * @throws {AbortError} The caller's signal was aborted, before or during the wait.
 * @throws {TimeoutError} The call's deadline passed.
 */
export function waitFor(request: HttpRequest, join: (goOn: () => void) => () => void): Promise<void> {
  const { signal } = request;
  return new Promise((resolve, reject) => {
    if (signal?.aborted) throw abortError(request);
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
    };
    const leave = join(() => {
      end();
      resolve();
    });
    const stop = (error: Error): void => {
      end();
      leave();
      reject(error);
    };
    const onAbort = (): void => stop(abortError(request));
    const timer =
      request.deadlineMs > 0
        ? setTimeout(() => stop(timeoutError(request, "turn", request.deadlineMs)), Math.ceil(remainingMs(request)))
        : undefined;
    signal?.addEventListener("abort", onAbort);
  });
}

/**
 * Waits a time within a call.
 *
 * @throws {AbortError} The caller's signal was aborted, before or during the wait.
 */
export function wait(ms: number, request: HttpRequest): Promise<void> {
  return waitFor(request, (goOn) => {
    const timer = setTimeout(goOn, ms);
    return () => clearTimeout(timer);
  });
}

/** The error of a request whose signal was aborted. */
export function abortError(request: HttpRequest, outcome = request.outcome): AbortError {
  const { attempts, signal } = request;
  const details = { ...requestInfo(request), attempts, outcome, cause: signal?.reason };
  return new AbortError(`${describeRequest(request)}: aborted by the caller`, details);
}

/**
 * The error of a request whose time is up.
 *
 * @param missing What did not come.
 * @param timeoutMs The limit that ran out, as the caller set it.
 */
export function timeoutError(
  request: HttpRequest,
  missing: string,
  timeoutMs: number,
  outcome = request.outcome,
): TimeoutError {
  const details = { ...requestInfo(request), attempts: request.attempts, outcome, timeoutMs };
  return new TimeoutError(`${describeRequest(request)}: no ${missing} within ${timeoutMs} ms`, details);
}
