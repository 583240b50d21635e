/**
 * What a client is made of, for authors of clients: `resolveClientOptions` checks its options, `onChain` puts an
 * `openapi-fetch` client onto the chain of retry, queue, pace, timeout, auth and fetch, and `resourcesOf` makes its resource
 * methods. Authors of credentials find here what the chain knows about options, requests, failures and hosts.
 *
 * @module
 */
export { authOf, type CallDetails, type Failure } from "./auth.ts";
export { isLoopback } from "./base-url.ts";
export type { Bounds } from "./bounds.ts";
export type { Call, CallArguments, CallOptions } from "./call.ts";
export {
  checkedElsewhere,
  checkOptions,
  flag,
  func,
  limit,
  type OptionRule,
  type OptionTable,
} from "./check-options.ts";
export { type ClientParts, type CreatedClient, createClientWith, type OptionChanges } from "./client-factory.ts";
export { type ApiFacts, type ClientSettings, type QueryArrays, resolveClientOptions } from "./client-options.ts";
export type { Operation, OperationTable, Pagination } from "./operation.ts";
export { type List, listWith, type Paged } from "./paged.ts";
export { isControlFlow, plainText, platformCause } from "./platform-error.ts";
export { requestInfo } from "./request.ts";
export { resourcesOf } from "./resources.ts";
export { readBody } from "./response-body.ts";
export { retryAfterMs } from "./retry-after.ts";
export { noStore } from "./send.ts";
export { type Traced, tracedAs } from "./trace.ts";
export type { Unset } from "./unset.ts";
export { type OpenApiFetchClient, onChain } from "./wire.ts";
export type { WireInit, WireResult, WireRun } from "./wire-run.ts";
