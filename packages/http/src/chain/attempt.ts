import { ConnectionError, isConnectionError, isTimeoutError, SinchFetchError, TimeoutError } from "../errors/errors.ts";
import { type Outcome, outcomeOf, worse } from "../errors/outcome.ts";
import { isControlFlow } from "../errors/platform-error.ts";
import type { Auth, Failure } from "./auth.ts";
import { describeRequest, type HttpRequest, type HttpSend, remainingMs, requestInfo } from "./request.ts";
import { abortError, timeoutError } from "./wait.ts";

/**
 * Makes the sender that makes one attempt: it adds the credential, bounds the attempt in time and ties it to the
 * caller's signal.
 *
 * The attempt is everything inside: the wait for an access token, the exchange, the response's body. It settles when its
 * time is up even if what is inside ignores its signal. What is left of the call's deadline bounds it too.
 *
 * The sender rejects with a `TimeoutError` when `request.timeoutMs` milliseconds or the call's deadline have passed, with an
 * `AbortError` when the caller's signal was aborted, with what `send` throws, and with an error of the call's own for what
 * the credential throws: its `cause` is that error, unchanged.
 */
export function attemptWith(auth: Auth, send: HttpSend): HttpSend {
  return (request) =>
    new Promise((resolve, reject) => {
      const { signal } = request;
      if (signal?.aborted) throw abortError(request);
      const remaining = remainingMs(request);
      if (remaining <= 0) throw timeoutError(request, "attempt", request.deadlineMs);
      const isLast = remaining < (request.timeoutMs || Number.POSITIVE_INFINITY);
      // Rounded up, since platforms round down, and a call whose deadline passes early would have time for another attempt.
      const timeoutMs = isLast ? Math.ceil(remaining) : request.timeoutMs;
      const controller = signal || timeoutMs > 0 ? new AbortController() : undefined;

      let { outcome } = request;
      let isUnderWay = false;
      let failure: unknown;
      const exchange: HttpSend = async (authorized) => {
        // The attempt may have ended while its token was awaited.
        controller?.signal.throwIfAborted();
        const before = outcome;
        outcome = "unknown";
        isUnderWay = true;
        try {
          const response = await send({ ...authorized, outcome: before });
          outcome = worse(before, outcomeOf(response));
          return response;
        } catch (error) {
          failure = error;
          throw error;
        } finally {
          isUnderWay = false;
        }
      };

      const end = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", onAbort);
      };
      const stop = (error: Error): void => {
        end();
        reject(error);
        controller?.abort(error);
      };
      const onAbort = (): void => stop(abortError(request, outcome));
      const onTimeout = (): void => {
        const missing = isUnderWay ? "complete response" : "access token";
        stop(timeoutError(request, missing, isLast ? request.deadlineMs : timeoutMs, outcome));
      };
      const timer = timeoutMs > 0 ? setTimeout(onTimeout, timeoutMs) : undefined;
      signal?.addEventListener("abort", onAbort);
      const attempt = async (): Promise<void> => {
        try {
          const response = await auth.authorize(
            { ...request, signal: controller?.signal ?? null, timeoutMs },
            exchange,
          );
          if (typeof Object(response).arrayBuffer !== "function") {
            throw new TypeError(`auth.authorize returned ${String(response)}, expected the response of next()`);
          }
          resolve(response);
        } catch (error) {
          reject(error === failure ? error : errorOfAuth(error, request, outcome));
        } finally {
          end();
        }
      };
      void attempt();
    });
}

/** The call's own error for what its credential threw, which other calls may share. */
function errorOfAuth(thrown: unknown, request: HttpRequest, outcome: Outcome): unknown {
  if (isControlFlow(thrown)) return thrown;
  const call = { ...requestInfo(request), attempts: request.attempts, outcome };
  const { errorOf }: Partial<Failure> = Object(thrown);
  if (typeof errorOf === "function") return errorOf.call(thrown, call);
  const message = `${describeRequest(request)}: auth failed`;
  const details = { ...call, cause: thrown };
  if (isTimeoutError(thrown)) return new TimeoutError(message, { ...details, timeoutMs: thrown.timeoutMs });
  return isConnectionError(thrown) ? new ConnectionError(message, details) : new SinchFetchError(message, details);
}
