import type { Operation } from "../description/operation.ts";
import type { Answer } from "../exchange/answer.ts";
import type { ApiRequest } from "../prism/prism-input.ts";

/** A response, and the operation that it is from, if the request led to one. */
export interface Reply {
  readonly answer: Answer;
  readonly operationId?: string | undefined;
  /** Members of the request's body that the service sets itself and that were ignored, such as `body.id`. */
  readonly ignored?: readonly string[];
  /** Whether the connection is cut in place of a response. */
  readonly isCut?: boolean;
}

/** A request that Prism found to be allowed. */
export interface Allowed {
  readonly operation: Operation;
  /** Its path, the values escaped. */
  readonly path: string;
  readonly query: string;
  readonly body: unknown;
  readonly requestId: string;
}

/** A response, and the body of the request as it was understood. */
export type Asked = Reply & { readonly body?: unknown };

/** What responds in place of the examples. */
export interface Hooks {
  /** Responds to a request that is allowed; `undefined` leaves it to the example. */
  obey(allowed: Allowed): Answer | undefined | Promise<Answer | undefined>;
  /** Has its way before and after a request is obeyed. */
  around?(
    request: ApiRequest,
    operation: Operation,
    path: string,
    run: (requestId: string) => Promise<Asked>,
  ): Promise<Reply>;
}
