import type { Operation } from "../operation.ts";
import type { RetryOptions } from "../options/retry-options.ts";
import { checkResult, refused } from "./read-response.ts";
import type { TracedCall } from "./traced-call.ts";
import type { WireRun } from "./wire-run.ts";

/** Options of one call of a resource method. */
export interface CallOptions<Query = Readonly<Record<string, never>>> {
  /** Query parameters. */
  query?: Query | undefined;
  /** Headers to add to this request; they override the client's own. */
  headers?: Readonly<Record<string, string>> | undefined;
  /** Ends the call; it then rejects with an `AbortError`. */
  signal?: AbortSignal | undefined;
  /** Replaces the client's `timeoutMs` for this call: milliseconds for one attempt, 0 for no limit. */
  timeoutMs?: number | undefined;
  /** Replaces the client's `deadlineMs` for this call: milliseconds for the whole call, 0 for no limit. */
  deadlineMs?: number | undefined;
  /** Replaces the client's `maxResponseBytes` for this call. */
  maxResponseBytes?: number | undefined;
  /** Overrides the client's `retry` for this call, field by field; `false` for none. */
  retry?: RetryOptions | false | undefined;
  /**
   * The `cache` member of the platform's `fetch`.
   * @default "no-store"
   */
  cache?: RequestInit["cache"] | undefined;
  /** The `next` option of Next.js, such as `{ revalidate: 60 }` for a read; pass your own `cache` with it. */
  next?: object | undefined;
}

/** The arguments of an operation, by where they go. */
export interface CallArguments {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: object | undefined;
  readonly body?: object | undefined;
}

/** Calls an operation and returns the body of its response; throws `ApiError` for an error status. */
export type Call = <Body>(
  operation: Operation,
  callArguments: CallArguments,
  options?: CallOptions<object>,
) => Promise<Body>;

/**
 * Makes the function that resource methods call.
 *
 * @param run The client's wire level.
 * @param traced Shows each call to those who listen.
 */
export function callWith(run: WireRun, traced: TracedCall): Call {
  return async <Body>(
    operation: Operation,
    { path, query, body }: CallArguments,
    options: CallOptions<object> = {},
  ): Promise<Body> => {
    const { query: furtherQuery, ...init } = Object(options) === options ? options : { options };
    return traced(operation, operation.method, async (seen) => {
      const { result, asked } = await run(operation, operation.method, operation.path, {
        ...init,
        params: { path, query: { ...query, ...furtherQuery } },
        body,
      });
      const { data, error, response } = result;
      seen?.(response, asked);
      if (!response.ok) throw refused(asked, response, error);
      checkResult(asked, response, data);
      return data as Body;
    });
  };
}
