/** What a call at the wire level takes, beyond what `openapi-fetch` types from the description. */
export interface WireInit {
  params?: { path?: Record<string, unknown>; query?: Record<string, unknown> } | undefined;
  body?: unknown;
  headers?: unknown;
  signal?: AbortSignal | null | undefined;
  /** Replaces the client's `timeoutMs` for this call. */
  timeoutMs?: number | undefined;
  parseAs?: string | undefined;
  fetch?: ((request: Request) => Promise<Response>) | undefined;
  middleware?: readonly unknown[] | undefined;
}

/** What a call at the wire level answers, whatever the status. */
export interface WireAnswer {
  data?: unknown;
  error?: unknown;
  response: Response;
}

/** The calls of an `openapi-fetch` client, seen without the types of its paths. */
export type WireRequest = (method: string, path: string, init?: WireInit) => Promise<WireAnswer>;
