/**
 * What a client is made of, for authors of clients: `resolveClientOptions` checks its options, `onChain` puts an
 * `openapi-fetch` client onto the chain of retry, timeout, auth and fetch, and `resourcesOf` makes its resource methods.
 * Authors of credentials find here what the chain knows of requests, waits and hosts.
 *
 * @module
 */
export type { Bounds } from "./bounds.ts";
export type { Call, CallArguments, CallOptions } from "./call.ts";
export { type ApiFacts, type ClientSettings, resolveClientOptions } from "./client-options.ts";
export type { Operation, OperationTable, Pagination } from "./operation.ts";
export { type List, listWith, type Paged } from "./paged.ts";
export { requestInfo } from "./request-info.ts";
export { resourcesOf } from "./resources.ts";
export { retryAfterMs } from "./retry-after.ts";
export { isLoopback } from "./url.ts";
export { type OpenApiFetchClient, onChain } from "./wire.ts";
export type { WireAnswer, WireInit, WireRun } from "./wire-request.ts";
