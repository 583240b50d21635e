import { AbortError, type SinchFetchError, TimeoutError } from "./errors.ts";
import type { FetchMiddleware, HttpRequest, Progress } from "./fetch.ts";
import { describeRequest, requestInfo } from "./request-info.ts";

/**
 * Bounds one attempt in time and ties it to the caller's signal.
 *
 * The attempt is everything inside: the wait for an access token, the exchange, the answer's body. It settles when its
 * time is up even if what is inside ignores its signal.
 *
 * @throws {TimeoutError} `request.timeoutMs` milliseconds have passed.
 * @throws {AbortError} The caller's signal was aborted, before or during the attempt.
 */
export const timeout: FetchMiddleware = async (request, next) => {
  const { signal, timeoutMs } = request;
  const progress: Progress = { outcome: "not-sent" };
  if (signal?.aborted) throw aborted(request, signal, progress);

  const controller = new AbortController();
  let onAbort: (() => void) | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stopped = new Promise<never>((_, reject) => {
    const stop = (error: SinchFetchError): void => {
      reject(error);
      controller.abort(error);
    };
    if (signal) onAbort = () => stop(aborted(request, signal, progress));
    if (timeoutMs > 0) timer = setTimeout(() => stop(timedOut(request, progress)), timeoutMs);
  });
  if (onAbort) signal?.addEventListener("abort", onAbort);
  try {
    return await Promise.race([stopped, next({ ...request, signal: controller.signal, progress })]);
  } finally {
    clearTimeout(timer);
    if (onAbort) signal?.removeEventListener("abort", onAbort);
  }
};

function aborted(request: HttpRequest, { reason }: AbortSignal, { outcome }: Progress): AbortError {
  const details = { ...requestInfo(request), outcome, cause: reason };
  return new AbortError(`${describeRequest(request)}: aborted by the caller`, details);
}

function timedOut(request: HttpRequest, { outcome }: Progress): TimeoutError {
  const { timeoutMs } = request;
  const waitedFor = outcome === "unknown" ? "complete answer" : "access token";
  return new TimeoutError(`${describeRequest(request)}: no ${waitedFor} within ${timeoutMs} ms`, {
    ...requestInfo(request),
    outcome,
    timeoutMs,
  });
}
