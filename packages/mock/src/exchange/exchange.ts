import type { Api } from "../description/apis.ts";
import type { Violation } from "./violation.ts";

/** One request and its response. */
export interface Exchange {
  /** The API that got the request. */
  readonly api: Api;
  /** The description's id of the operation that matched; `undefined` if none did. */
  readonly operationId: string | undefined;
  /** The method, in upper case. */
  readonly method: string;
  /** The path as sent, without the query. */
  readonly path: string;
  /** The status of the response; 0 if a fault cut the connection. */
  readonly status: number;
  /** What was wrong with the request; empty for a valid one. */
  readonly violations: readonly Violation[];
  /**
   * Members of the body that the service sets itself, such as `body.id`: a request may contain them, and they are
   * ignored.
   */
  readonly ignored: readonly string[];
}

/** Called for each exchange, before the response is sent. */
export type OnExchange = (exchange: Exchange) => void;
