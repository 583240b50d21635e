import type { FetchMiddleware } from "./fetch.ts";

/** An HTTP authentication scheme, as an `Authorization` header names it, in lower case. */
export type AuthScheme = "basic" | "bearer";

/**
 * A way to authenticate requests: one value, handed to any number of clients, which then share what it holds (such as
 * one cached access token). `@sinch-fetch/auth` makes them.
 */
export interface Auth<Scheme extends AuthScheme = AuthScheme> {
  /** The scheme it uses; a client accepts the schemes that its API documents. */
  readonly scheme: Scheme;
  /** Adds the credential to a request on its way. */
  readonly authorize: FetchMiddleware;
}
