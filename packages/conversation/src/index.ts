export type * from "@sinch-fetch/http";
export {
  AbortError,
  ApiError,
  ConnectionError,
  isAbortError,
  isApiError,
  isConnectionError,
  isSinchFetchError,
  isTimeoutError,
  logTo,
  SinchFetchError,
  TimeoutError,
} from "@sinch-fetch/http";
export type { ClientMethod, FetchOptions, FetchResponse, Middleware } from "openapi-fetch";
export { type ConversationClient, type ConversationClientOptions, createConversationClient } from "./client.gen.ts";
export type { Region, Scheme } from "./operations.gen.ts";
export type * from "./resources.gen.ts";
export type * from "./schemas.gen.ts";
export type * from "./types.gen.ts";
