export type { Api } from "./apis.ts";
export type { Exchange, OnExchange } from "./exchange.ts";
export { type Mock, type MockOptions, startMock } from "./mock.ts";
export type { Violation } from "./violation.ts";
