export type { CallOptions } from "./call/call.ts";
export type { Paged } from "./call/paged.ts";
export type { CallTrace, Trace } from "./call/trace.ts";
export type { Auth, AuthScheme } from "./chain/auth.ts";
export type { FetchMiddleware, HttpRequest, HttpSend } from "./chain/request.ts";
export type { Attempt, OnAttempt } from "./chain/retry.ts";
export type { ClientOptions } from "./client-options.ts";
export type { ErrorBody } from "./errors/error-body.ts";
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
} from "./errors/errors.ts";
export type { Outcome } from "./errors/outcome.ts";
export { type Logger, type LogOptions, logTo } from "./log.ts";
export type { Operation } from "./operation.ts";
export type { RetryOptions, RetrySettings } from "./options/retry-options.ts";
export type { Unrecognized, UnrecognizedKind, UnrecognizedName } from "./unrecognized.ts";
