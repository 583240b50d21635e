import type { HttpRequest } from "./fetch.ts";
import { abortError } from "./timeout.ts";

/**
 * Waits within a call.
 *
 * @throws {AbortError} The caller's signal was aborted, before or during the wait.
 */
export function wait(ms: number, request: HttpRequest): Promise<void> {
  const { signal } = request;
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(abortError(request));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    if (signal?.aborted) stop();
    else signal?.addEventListener("abort", stop);
  });
}
