export type { Auth, AuthScheme } from "./auth.ts";
export type { CallOptions } from "./call.ts";
export type { ClientOptions } from "./client-options.ts";
export type { ErrorBody } from "./error-body.ts";
export {
  AbortError,
  ApiError,
  ConnectionError,
  type ErrorDetails,
  isAbortError,
  isApiError,
  isConnectionError,
  isSinchFetchError,
  isTimeoutError,
  type RequestInfo,
  SinchFetchError,
  TimeoutError,
} from "./errors.ts";
export { type Logger, type LogOptions, logTo } from "./log.ts";
export type { Operation } from "./operation.ts";
export type { Outcome } from "./outcome.ts";
export type { Paged } from "./paged.ts";
export type { FetchMiddleware, HttpRequest, HttpSend } from "./request.ts";
export type { Attempt, OnAttempt } from "./retry.ts";
export type { RetryOptions, RetrySettings } from "./retry-options.ts";
export type { CallTrace, Trace } from "./trace.ts";
export type { Unrecognized, UnrecognizedKind, UnrecognizedName } from "./unrecognized.ts";
