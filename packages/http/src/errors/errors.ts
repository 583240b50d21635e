import type { ErrorBody } from "./error-body.ts";
import type { Outcome } from "./outcome.ts";

/** What an error says about its request. It contains no secrets: the URL has no query. */
export interface RequestInfo {
  /** HTTP method, such as `"POST"`. */
  readonly method: string;
  /** Absolute URL without query and fragment. */
  readonly url: string;
  /** The description's `operationId`; absent for a path that the description does not have. */
  readonly operation?: string | undefined;
}

/** The details that every error of these packages has. */
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
 * The base class of every error that a call can reject with.
 *
 * Its message, stack, properties and `JSON.stringify` output never contain a credential or a request body.
 */
export class SinchFetchError extends Error {
  override readonly name: string = "SinchFetchError";
  /** Whether the server can have acted, in any of the attempts: `"not-sent"`, `"rejected"` or `"unknown"`. */
  declare readonly outcome: Outcome;
  /** How many attempts the call made, including the first. */
  declare readonly attempts: number | undefined;
  /** HTTP method of the request, if there was one. */
  declare readonly method: string | undefined;
  /** URL of the request without its query, if there was one. */
  declare readonly url: string | undefined;
  /** `operationId` of the call, if it belongs to an operation. */
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

  /** Returns the error as plain data for logs: what happened to which request, without bodies, headers or secrets. */
  toJSON(): Record<string, unknown> {
    const { name, message, outcome, attempts, method, url, operation } = this;
    return { name, message, outcome, attempts, method, url, operation };
  }
}

/**
 * There was a response, but not a usable success: any status outside 200 to 299, or a success whose body is not JSON.
 *
 * `outcome` is `"rejected"` for 3xx and 4xx, and `"unknown"` otherwise: after a 5xx the server may have acted.
 */
export class ApiError extends SinchFetchError {
  override readonly name: string = "ApiError";
  declare readonly method: string;
  declare readonly url: string;
  /** HTTP status, such as 403. */
  declare readonly status: number;
  /** The body's own numeric code; this vendor repeats the HTTP status there. */
  declare readonly code: number | undefined;
  /**
   * The body's name for the status, such as `"INVALID_ARGUMENT"`; for OAuth errors, the `error` member. New names may
   * appear.
   */
  declare readonly statusName: string | undefined;
  /** The body's `details`, unchanged; empty if it has none. */
  declare readonly details: readonly unknown[];
  /** Headers of the response. */
  declare readonly headers: Headers;
  /**
   * Body of the response: parsed if it was JSON, otherwise the first 65 536 characters of its text; `undefined` if
   * empty.
   */
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
 * There was no complete response: the host could not be resolved, the connection was refused or broke, or the response
 * was cut off.
 *
 * `cause` is a copy of the platform's error. `outcome` is `"not-sent"` if no connection was made, otherwise
 * `"unknown"`.
 */
export class ConnectionError extends SinchFetchError {
  override readonly name: string = "ConnectionError";
}

/**
 * There was no complete response within `timeoutMs`, or within the call's `deadlineMs`.
 *
 * `outcome` is `"not-sent"` if the call was still waiting for its turn or its access token (`"rejected"` if the API had
 * refused the previous token), otherwise `"unknown"`.
 */
export class TimeoutError extends ConnectionError {
  override readonly name: string = "TimeoutError";
  /** The limit that was exceeded, of the attempt or of the call, in milliseconds. */
  declare readonly timeoutMs: number;

  constructor(message: string, details: ErrorDetails & { timeoutMs: number }) {
    super(message, details);
    this.timeoutMs = details.timeoutMs;
  }
}

/**
 * The caller's `AbortSignal` ended the call. `cause` is the signal's reason.
 *
 * `outcome` is `"not-sent"` before the request was sent, including while its token was being fetched, and `"unknown"`
 * afterwards (`"rejected"` between a 401 and the request that follows it).
 */
export class AbortError extends SinchFetchError {
  override readonly name: string = "AbortError";
}

/** Returns whether a value is an error of these packages, including one from another installed copy. */
export const isSinchFetchError = (value: unknown): value is SinchFetchError => isNamed(value);

/** Returns whether a value is an {@link ApiError}, including one from another installed copy of this package. */
export const isApiError = (value: unknown): value is ApiError => isNamed(value, ["ApiError"]);

/**
 * Returns whether a value is a {@link ConnectionError} or a {@link TimeoutError}, including one from another installed
 * copy.
 */
export const isConnectionError = (value: unknown): value is ConnectionError =>
  isNamed(value, ["ConnectionError", "TimeoutError"]);

/** Returns whether a value is a {@link TimeoutError}, including one from another installed copy of this package. */
export const isTimeoutError = (value: unknown): value is TimeoutError => isNamed(value, ["TimeoutError"]);

/** Returns whether a value is our {@link AbortError}, including one from another installed copy of this package. */
export const isAbortError = (value: unknown): value is AbortError => isNamed(value, ["AbortError"]);
