import type { Outcome } from "../errors/outcome.ts";
import type { Operation } from "../operation.ts";
import type { RetryOptions } from "../options/retry-options.ts";

/** What a call at the wire level takes, beyond what `openapi-fetch` types from the description. */
export interface WireInit extends Omit<RequestInit, "body" | "headers" | "signal" | "cache"> {
  cache?: RequestInit["cache"] | undefined;
  next?: object | undefined;
  params?: { path?: Readonly<Record<string, unknown>> | undefined; query?: object; header?: unknown } | undefined;
  baseUrl?: string | undefined;
  body?: unknown;
  headers?: unknown;
  signal?: AbortSignal | null | undefined;
  /** Replaces the client's `timeoutMs` for this call. */
  timeoutMs?: number | undefined;
  /** Replaces the client's `deadlineMs` for this call. */
  deadlineMs?: number | undefined;
  /** Replaces the client's `maxResponseBytes` for this call. */
  maxResponseBytes?: number | undefined;
  /** Replaces the client's `retry` for this call, member by member; `false` for none. */
  retry?: RetryOptions | false | undefined;
  parseAs?: string | undefined;
  fetch?: ((request: Request) => Promise<Response>) | undefined;
  middleware?: readonly unknown[] | undefined;
  Request?: unknown;
  querySerializer?: unknown;
  bodySerializer?: unknown;
  pathSerializer?: unknown;
  /** Writes the checked body as JSON, in place of `JSON.stringify`: for who has parts of it as text already. */
  bodyText?: ((body: unknown) => string) | undefined;
}

/** What a call at the wire level returns, whatever the status. */
export interface WireResult {
  data?: unknown;
  error?: unknown;
  response: Response;
}

/** The call that a response belongs to. */
export interface Asked {
  readonly method: string;
  readonly operation: Operation | undefined;
  /** How many attempts were made. */
  readonly attempts: number;
  /** What the attempts before the last left behind. */
  readonly outcome: Outcome;
}

/** A call at the wire level, seen without the types of its paths, and how it went. */
export type WireRun = (
  operation: Operation | undefined,
  method: string,
  path: string,
  init?: WireInit,
) => Promise<{ readonly result: WireResult; readonly asked: Asked }>;
