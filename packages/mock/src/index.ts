export type { Api } from "./apis.ts";
export type { Exchange, OnExchange } from "./exchange.ts";
export { type Mock, type MockOptions, startMock } from "./mock.ts";
export { type CallbackOptions, type SentCallback, sendCallback } from "./send-callback.ts";
export { type CallbackTrigger, callbackTriggers } from "./triggers.gen.ts";
export type { Violation } from "./violation.ts";
