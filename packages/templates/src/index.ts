export {
  AbortError,
  ApiError,
  type Attempt,
  type Auth,
  type CallOptions,
  ConnectionError,
  isAbortError,
  isApiError,
  isConnectionError,
  isSinchFetchError,
  isTimeoutError,
  type Outcome,
  type RetryOptions,
  SinchFetchError,
  TimeoutError,
} from "@sinch-fetch/http";
export { createTemplatesClient, type TemplatesClient, type TemplatesClientOptions } from "./client.gen.ts";
export type { Region, Scheme } from "./operations.gen.ts";
export type * from "./resources.gen.ts";
export type * from "./schemas.gen.ts";
export type * from "./types.gen.ts";
