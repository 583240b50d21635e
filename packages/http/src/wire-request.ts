import type { Progress } from "./fetch.ts";
import type { Operation } from "./operation.ts";
import type { RetryOptions } from "./retry-options.ts";

/** What a call at the wire level takes, beyond what `openapi-fetch` types from the description. */
export interface WireInit extends Omit<RequestInit, "body" | "headers" | "signal"> {
  params?: { path?: Readonly<Record<string, unknown>> | undefined; query?: object; header?: unknown } | undefined;
  baseUrl?: string | undefined;
  body?: unknown;
  headers?: unknown;
  signal?: AbortSignal | null | undefined;
  /** Replaces the client's `timeoutMs` for this call. */
  timeoutMs?: number | undefined;
  /** Replaces the client's `deadlineMs` for this call. */
  deadlineMs?: number | undefined;
  /** Replaces the client's `retry` for this call, member by member; `false` for none. */
  retry?: RetryOptions | false | undefined;
  parseAs?: string | undefined;
  fetch?: ((request: Request) => Promise<Response>) | undefined;
  middleware?: readonly unknown[] | undefined;
  Request?: unknown;
  querySerializer?: unknown;
  bodySerializer?: unknown;
  pathSerializer?: unknown;
}

/** What a call at the wire level answers, whatever the status. */
export interface WireAnswer {
  data?: unknown;
  error?: unknown;
  response: Response;
}

/** A call at the wire level, seen without the types of its paths, and how it went. */
export type WireRun = (
  operation: Operation | undefined,
  method: string,
  path: string,
  init?: WireInit,
) => Promise<{ readonly answer: WireAnswer; readonly progress: Progress }>;
