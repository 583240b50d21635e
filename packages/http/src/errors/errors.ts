import type { ErrorBody } from "./error-body.ts";
import type { Outcome } from "./outcome.ts";

/** What an error says of the request that it is about. None of it is secret: the URL comes without its query. */
export interface RequestInfo {
  /** HTTP method, such as `"POST"`. */
  readonly method: string;
  /** Absolute URL without query and fragment. */
  readonly url: string;
  /** The description's `operationId`; absent for a path that the description does not have. */
  readonly operation?: string | undefined;
}

/** What every error of these packages carries. */
export interface ErrorDetails extends Partial<RequestInfo> {
  /** Whether the server can have acted. */
  readonly outcome: Outcome;
  /** How many attempts were made. */
  readonly attempts?: number | undefined;
  /** The error or value behind this one. */
  readonly cause?: unknown;
}

// Fields of these classes are declared and not defined: the constructors set them, and what is not there adds nothing to a
// user's bundle.

// A registered symbol, so that an error of one installed copy of this package is recognised by the guards of another.
const MARK = Symbol.for("@sinch-fetch/http.error");

function isNamed(value: unknown, names?: readonly string[]): boolean {
  const error = Object(value);
  return MARK in error && (names?.includes(error.name) ?? true);
}

/**
 * The common base of every error that a call can end with.
 *
 * No message, stack, `JSON.stringify` or property of it holds a credential or a request body.
 */
export class SinchFetchError extends Error {
  override readonly name: string = "SinchFetchError";
  /** Whether the server can have acted, in any of the attempts: `"not-sent"`, `"rejected"` or `"unknown"`. */
  declare readonly outcome: Outcome;
  /** How many attempts the call made, the first included. */
  declare readonly attempts: number | undefined;
  /** HTTP method of the request, where there was one. */
  declare readonly method: string | undefined;
  /** URL of the request without query, where there was one. */
  declare readonly url: string | undefined;
  /** `operationId` of the call, where it belongs to an operation. */
  declare readonly operation: string | undefined;

  constructor(message: string, details: ErrorDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.outcome = details.outcome;
    this.attempts = details.attempts;
    this.method = details.method;
    this.url = details.url;
    this.operation = details.operation;
    Object.defineProperty(this, MARK, {});
  }

  /** The error as plain data, for logs: what happened to which request, without bodies, headers and secrets. */
  toJSON(): Record<string, unknown> {
    const { name, message, outcome, attempts, method, url, operation } = this;
    return { name, message, outcome, attempts, method, url, operation };
  }
}

/**
 * There was a response, and it is not a usable success: any status outside 200 to 299, or a success whose body
 * is not JSON.
 *
 * `outcome` is `"rejected"` for 3xx and 4xx, and `"unknown"` otherwise: after a 5xx the server may have acted.
 */
export class ApiError extends SinchFetchError {
  override readonly name: string = "ApiError";
  declare readonly method: string;
  declare readonly url: string;
  /** HTTP status, such as 403. */
  declare readonly status: number;
  /** The body's own numeric code; repeats the HTTP status at this vendor. */
  declare readonly code: number | undefined;
  /** The body's name of the status, such as `"INVALID_ARGUMENT"`; for OAuth errors the `error` member. An open list. */
  declare readonly statusName: string | undefined;
  /** The body's `details`, as they came; empty if it has none. */
  declare readonly details: readonly unknown[];
  /** Headers of the response. */
  declare readonly headers: Headers;
  /** Body of the response: parsed if it was JSON, else the first 65 536 characters of its text; `undefined` if empty. */
  declare readonly body: unknown;

  constructor(
    message: string,
    details: RequestInfo & ErrorDetails & ErrorBody & { response: Response; body: unknown },
  ) {
    super(message, details);
    this.status = details.response.status;
    this.code = details.code;
    this.statusName = details.statusName;
    this.details = details.details;
    this.headers = details.response.headers;
    this.body = details.body;
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), status: this.status, code: this.code, statusName: this.statusName };
  }
}

/**
 * No complete response came: the connection was refused, never resolved, broke, or the response broke off.
 *
 * `cause` is the platform's error. `outcome` is `"not-sent"` when no connection was made, else `"unknown"`.
 */
export class ConnectionError extends SinchFetchError {
  override readonly name: string = "ConnectionError";
}

/**
 * No complete response came within `timeoutMs`, or within the call's `deadlineMs`.
 *
 * `outcome` is `"not-sent"` while the call still waited for its turn or its access token (`"rejected"` if that token was
 * to replace one that the API had refused), else `"unknown"`.
 */
export class TimeoutError extends ConnectionError {
  override readonly name: string = "TimeoutError";
  /** The limit that ran out, of the attempt or of the call, in milliseconds. */
  declare readonly timeoutMs: number;

  constructor(message: string, details: ErrorDetails & { timeoutMs: number }) {
    super(message, details);
    this.timeoutMs = details.timeoutMs;
  }
}

/**
 * The caller's `AbortSignal` ended the call. `cause` is the signal's reason.
 *
 * `outcome` is `"not-sent"` before the request went out, also while its token was fetched, and `"unknown"` after
 * (`"rejected"` between a 401 and the request that follows it).
 */
export class AbortError extends SinchFetchError {
  override readonly name: string = "AbortError";
}

/** Whether a value is an error of these packages, also of another installed copy. */
export const isSinchFetchError = (value: unknown): value is SinchFetchError => isNamed(value);

/** Whether a value is an {@link ApiError}, also of another installed copy of this package. */
export const isApiError = (value: unknown): value is ApiError => isNamed(value, ["ApiError"]);

/** Whether a value is a {@link ConnectionError} (a {@link TimeoutError} too), also of another installed copy. */
export const isConnectionError = (value: unknown): value is ConnectionError =>
  isNamed(value, ["ConnectionError", "TimeoutError"]);

/** Whether a value is a {@link TimeoutError}, also of another installed copy of this package. */
export const isTimeoutError = (value: unknown): value is TimeoutError => isNamed(value, ["TimeoutError"]);

/** Whether a value is our {@link AbortError}, also of another installed copy of this package. */
export const isAbortError = (value: unknown): value is AbortError => isNamed(value, ["AbortError"]);
