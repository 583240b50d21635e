import { refused } from "./answer.ts";
import type { Operation } from "./operation.ts";
import type { RetryOptions } from "./retry-options.ts";
import type { WireRun } from "./wire-request.ts";

/** Options of one call of a resource method. */
export interface CallOptions<Query = Readonly<Record<string, never>>> {
  /** Query parameters. */
  query?: Query | undefined;
  /** Headers to add to this request, over the client's own. */
  headers?: Readonly<Record<string, string>> | undefined;
  /** Ends the call; it then rejects with an `AbortError`. */
  signal?: AbortSignal | undefined;
  /** Replaces the client's `timeoutMs` for this call: milliseconds for one attempt, 0 for no limit. */
  timeoutMs?: number | undefined;
  /** Replaces the client's `deadlineMs` for this call: milliseconds for all of it, 0 for no limit. */
  deadlineMs?: number | undefined;
  /** Replaces the client's `retry` for this call, member by member; `false` for none. */
  retry?: RetryOptions | false | undefined;
}

/** The arguments of an operation, by where they go. */
export interface CallArguments {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: object | undefined;
  readonly body?: object | undefined;
}

/** Calls an operation and returns the body of its answer; throws `ApiError` for an error status. */
export type Call = <Answer>(
  operation: Operation,
  callArguments: CallArguments,
  options?: CallOptions<object>,
) => Promise<Answer>;

/**
 * Makes the function that resource methods call.
 *
 * @param run The client's wire level.
 */
export function callWith(run: WireRun): Call {
  return async <Answer>(
    operation: Operation,
    { path, query, body }: CallArguments,
    { query: furtherQuery, ...options }: CallOptions<object> = {},
  ): Promise<Answer> => {
    const { answer, progress } = await run(operation, operation.method, operation.path, {
      ...options,
      params: { path, query: { ...query, ...furtherQuery } },
      body,
    });
    const { data, error, response } = answer;
    if (!response.ok) throw refused({ method: operation.method, operation, progress }, response, error);
    return data as Answer;
  };
}
