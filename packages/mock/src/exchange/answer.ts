import { STATUS_CODES } from "node:http";
import type { Violation } from "./violation.ts";

/** A response, ready to be written. */
export interface Answer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The JSON value of the body, or text; `undefined` for none. */
  readonly body: unknown;
  /** What was wrong with the request. */
  readonly violations: readonly Violation[];
}

/** A problem of RFC 9457, the form of all that the mock says without a description. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly [extension: string]: unknown;
}

/** A problem without a type of its own, which is then titled as its status is. */
export function problem(status: number, detail: string): Problem {
  return { type: "about:blank", title: STATUS_CODES[status] ?? "Error", status, detail };
}

/** A response in the mock's own name, as a problem of RFC 9457. */
export function problemAnswer(
  status: number,
  detail: string,
  violations: readonly Violation[] = [],
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return {
    status,
    headers: { ...headers, "content-type": "application/problem+json" },
    body: problem(status, detail),
    violations,
  };
}
