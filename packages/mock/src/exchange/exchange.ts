import type { Api } from "../description/apis.ts";
import type { Violation } from "./violation.ts";

/** One request and its response. */
export interface Exchange {
  /** The API that was asked. */
  readonly api: Api;
  /** The operation that the request led to, as the description names it; `undefined` if to none. */
  readonly operationId: string | undefined;
  /** The method, in upper case. */
  readonly method: string;
  /** The path as it was sent, without the query. */
  readonly path: string;
  /** The status of the response; 0 where a fault cut the connection. */
  readonly status: number;
  /** What was wrong with the request; empty for a good one. */
  readonly violations: readonly Violation[];
  /** Members of the body that the service sets itself, such as `body.id`: the request may hold them, and they are ignored. */
  readonly ignored: readonly string[];
}

/** Called for each exchange, before the response goes out. */
export type OnExchange = (exchange: Exchange) => void;
