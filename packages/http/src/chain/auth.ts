import type { RequestInfo, SinchFetchError } from "../errors/errors.ts";
import type { Outcome } from "../errors/outcome.ts";
import type { FetchMiddleware } from "./request.ts";

/** An HTTP authentication scheme, as an `Authorization` header names it, in lower case. */
export type AuthScheme = "basic" | "bearer";

/**
 * A way to authenticate requests: pass one value to any number of clients, which then share its state, such as a cached
 * access token. `@sinch-fetch/auth` creates them.
 */
export interface Auth<Scheme extends AuthScheme = AuthScheme> {
  /** The scheme that it uses; a client accepts the schemes that its API documents. */
  readonly scheme: Scheme;
  /**
   * Adds the credential to a request. An error that it throws is not modified: it becomes the `cause` of the call's own
   * error.
   */
  readonly authorize: FetchMiddleware;
}

/** What an error of a call says about it. */
export interface CallDetails extends RequestInfo {
  /** Whether the server can have acted. */
  readonly outcome: Outcome;
  /** How many attempts were made. */
  readonly attempts: number;
}

/**
 * What a credential rejects with, where many calls may fail for one reason: each call makes its own error from it.
 */
export interface Failure {
  /** Makes the error of one call. */
  errorOf(call: CallDetails): SinchFetchError;
}

/** Where a client keeps its credential. A registered symbol, so that one installed copy of this package finds it for another. */
export const AUTH: unique symbol = Symbol.for("@sinch-fetch/http.auth");

/**
 * Returns the credential that a client was created with.
 *
 * @returns `undefined` for anything that is not one of these clients.
 */
export function authOf(client: unknown): Auth | undefined {
  const { [AUTH]: auth }: { [AUTH]?: () => Auth } = Object(client);
  return auth?.();
}
