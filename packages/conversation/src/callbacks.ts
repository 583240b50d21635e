export { CallbackError, type CallbackErrorReason, isCallbackError } from "./callbacks/callback-error.ts";
export { type CallbackHandlerOptions, type CallbackHandlers, callbackHandler } from "./callbacks/callback-handler.ts";
export { type MemoryNonceStoreOptions, memoryNonceStore, type NonceStore } from "./callbacks/nonce-store.ts";
export {
  type CallbackEvent,
  type CallbackEvents,
  type CallbackTrigger,
  parseCallback,
} from "./callbacks/parse-callback.ts";
export type { RawBody } from "./callbacks/raw-body.ts";
export type { CallbackHeaders, CallbackSecret } from "./callbacks/signature.ts";
export { type NodeRequest, type NodeResponse, toNodeHandler } from "./callbacks/to-node-handler.ts";
export { type VerifyCallbackOptions, verifyCallback } from "./callbacks/verify-callback.ts";
export type { CallbackPayloads } from "./callbacks.gen.ts";
