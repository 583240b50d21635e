import type { Auth } from "@sinch-fetch/http";
import { authorization, basicCredentials } from "./credentials.ts";

/** Options of {@link basic}. */
export interface BasicOptions {
  /** Key ID of an access key, from the Sinch dashboard. */
  keyId: string;
  /** Key Secret of the same access key. */
  keySecret: string;
}

/**
 * Sends the access key itself with every request, using HTTP Basic authentication (RFC 7617).
 *
 * Needs no token, but the vendor applies a strict rate limit and intends it for trials; use `oauth2()` in production.
 * The Batch API does not document it.
 *
 * @throws {TypeError} An option is missing or cannot be sent as a Basic credential; names the option, never its value.
 * @see https://developers.sinch.com/docs/conversation/api-reference/
 */
export function basic(options: BasicOptions): Auth<"basic"> {
  const credentials = basicCredentials("basic", options);
  return {
    scheme: "basic",
    authorize: (request, next) => next(authorization(request, `Basic ${credentials}`)),
  };
}
