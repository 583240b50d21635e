import type { Operation } from "./operation.ts";
import type { Outcome } from "./outcome.ts";
import type { RetrySettings } from "./retry-options.ts";

/** How far a call, or one attempt of it, has come: what its failure would mean, were it to fail now. */
export interface Progress {
  outcome: Outcome;
  /** Attempts begun. */
  attempts: number;
}

/**
 * One request on its way through the middlewares: all that is needed to send it, any number of times.
 *
 * Lighter than a platform `Request`, whose construction costs more than the rest of the chain, and repeatable, which a
 * `Request` with a spent body is not.
 */
export interface HttpRequest {
  readonly url: string;
  readonly method: string;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The bytes to send, the same in each attempt. */
  readonly body: NonNullable<RequestInit["body"]> | null;
  /** Ends the call; below the time limit, the attempt. */
  readonly signal: AbortSignal | null;
  /** Further members of a platform `RequestInit`, such as `redirect`. */
  readonly init: RequestInit;
  /** The operation that the request belongs to; absent for a path that the description does not have. */
  readonly operation: Operation | undefined;
  /** When the call began, on the clock of `performance.now()`. */
  readonly startedAtMs: number;
  /** Longest time for the whole call, from `startedAtMs`, in milliseconds; 0 for no limit. */
  readonly deadlineMs: number;
  /** Longest time for one attempt, in milliseconds, its token request and its body included; 0 for no limit. */
  readonly timeoutMs: number;
  readonly retry: RetrySettings;
  /** Of the call; below the retries, of the attempt. */
  readonly progress: Progress;
}

/** Sends a request and returns its whole answer. */
export type HttpSend = (request: HttpRequest) => Promise<Response>;

/** Wraps the sending of a request: may change it, answer it, repeat it or refuse it. */
export type FetchMiddleware = (request: HttpRequest, next: HttpSend) => Promise<Response>;

/**
 * Composes middlewares around a sender.
 *
 * @param middlewares Outermost first.
 * @param send What the innermost middleware calls.
 */
export function composeFetch(middlewares: readonly FetchMiddleware[], send: HttpSend): HttpSend {
  return middlewares.reduceRight<HttpSend>((next, middleware) => (request) => middleware(request, next), send);
}
