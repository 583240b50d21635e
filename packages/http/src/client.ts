/**
 * What a client is made of, for authors of clients: `resolveClientOptions` checks its options, `onChain` puts an
 * `openapi-fetch` client onto the chain of retry, queue, pace, timeout, auth and fetch, and `resourcesOf` makes its resource
 * methods. Authors of credentials find here what the chain knows about options, requests, failures and hosts.
 *
 * @module
 */

export type { Bounds } from "./call/bounds.ts";
export type { Call, CallArguments, CallOptions } from "./call/call.ts";
export { type List, listWith, type Paged } from "./call/paged.ts";
export { resourcesOf } from "./call/resources.ts";
export { type Traced, tracedAs } from "./call/trace.ts";
export type { Unset } from "./call/unset.ts";
export { type OpenApiFetchClient, onChain } from "./call/wire.ts";
export type { WireInit, WireResult, WireRun } from "./call/wire-run.ts";
export { authOf, type CallDetails, type Failure } from "./chain/auth.ts";
export { requestInfo } from "./chain/request.ts";
export { readBody } from "./chain/response-body.ts";
export { retryAfterMs } from "./chain/retry-after.ts";
export { noStore } from "./chain/send.ts";
export { type ClientParts, type CreatedClient, createClientWith, type OptionChanges } from "./client-factory.ts";
export { type ApiFacts, type ClientSettings, type QueryArrays, resolveClientOptions } from "./client-options.ts";
export { isControlFlow, plainText, platformCause } from "./errors/platform-error.ts";
export type { Operation, OperationTable, Pagination } from "./operation.ts";
export { isLoopback } from "./options/base-url.ts";
export {
  checkedElsewhere,
  checkOptions,
  flag,
  func,
  limit,
  type OptionRule,
  type OptionTable,
} from "./options/check-options.ts";
