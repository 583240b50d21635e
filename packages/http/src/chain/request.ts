import type { RequestInfo } from "../errors/errors.ts";
import type { Outcome } from "../errors/outcome.ts";
import type { Operation } from "../operation.ts";
import type { RetrySettings } from "../options/retry-options.ts";

/**
 * One request on its way through the chain, with everything needed to send it any number of times.
 *
 * It is cheaper than a platform `Request`, whose construction costs more than the rest of the chain, and it can be sent
 * again, unlike a `Request` whose body has been read.
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
  /** Limit for the whole call, from `startedAtMs`, in milliseconds; 0 for no limit. */
  readonly deadlineMs: number;
  /** Limit for one attempt in milliseconds, including its token request and its body; 0 for no limit. */
  readonly timeoutMs: number;
  /** Maximum response body in bytes, after decompression. */
  readonly maxResponseBytes: number;
  readonly retry: RetrySettings;
  /** Number of attempts started, including this one. */
  readonly attempts: number;
  /** The outcome of the exchanges before this one: whether the server can have acted. */
  readonly outcome: Outcome;
}

/** Sends a request and resolves to its complete response. */
export type HttpSend = (request: HttpRequest) => Promise<Response>;

/** Wraps the sending of a request: it can change it, respond to it, retry it or refuse it. */
export type FetchMiddleware = (request: HttpRequest, next: HttpSend) => Promise<Response>;

/** What an error may say about a request: no query, which can hold personal data, and no user part. */
export function requestInfo({
  method,
  url,
  operation,
}: Pick<HttpRequest, "method" | "url" | "operation">): RequestInfo {
  return { method, url: url.replace(/[?#].*/s, "").replace(/\/\/[^/]*@/, "//"), operation: operation?.id };
}

/** How a message names a request: its method and URL. */
export function describeRequest(request: HttpRequest): string {
  const { method, url } = requestInfo(request);
  return `${method} ${url}`;
}

/** How much of a call's `deadlineMs` is left, in milliseconds; `Infinity` without one. */
export function remainingMs({ deadlineMs, startedAtMs }: HttpRequest): number {
  return deadlineMs > 0 ? startedAtMs + deadlineMs - performance.now() : Number.POSITIVE_INFINITY;
}
