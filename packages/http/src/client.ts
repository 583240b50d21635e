/**
 * What a client is made of, for authors of clients: `resolveClientOptions` checks its options, and `onChain` puts an
 * `openapi-fetch` client onto the chain of timeout, auth and fetch.
 *
 * @module
 */
export type { Bounds } from "./bounds.ts";
export type { Call, CallArguments, CallOptions } from "./call.ts";
export { type ApiFacts, type ClientSettings, resolveClientOptions } from "./client-options.ts";
export type { Operation } from "./operation.ts";
export { type OpenApiFetchClient, onChain, type WireAnswer, type WireInit, type WireRequest } from "./wire.ts";
