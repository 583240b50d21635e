import type { Auth, HttpRequest } from "@sinch-fetch/http";
import { AuthError, failureOf } from "./auth-error.ts";
import { authorization } from "./credentials.ts";
import { isRefusal } from "./refusals.ts";
import type { StoredToken } from "./token-store.ts";

/**
 * A credential with one access token, which is never renewed; calls are not retried on a 401. After `expiresAt`, it
 * rejects calls itself, with an `AuthError` whose `outcome` is `"not-sent"`.
 */
export interface PinnedAuth extends Auth<"bearer"> {
  /** When its token expires. The API refuses a request that arrives later. */
  readonly expiresAt: Date;
}

/**
 * Makes a credential of one token.
 *
 * @param onRefusal Gets to know that the API refused the token.
 * @throws {AuthError} It is not known when the token ends.
 */
export function pinned({ accessToken, expiresAtMs }: StoredToken, onRefusal: () => void): PinnedAuth {
  if (expiresAtMs === undefined) {
    throw new AuthError("oauth2: can't pin a token, since the token endpoint did not say when it ends");
  }
  return {
    scheme: "bearer",
    // A date of its own: whoever changes it does not change the end.
    expiresAt: new Date(expiresAtMs),
    async authorize(request: HttpRequest, next) {
      if (Date.now() >= expiresAtMs) {
        throw failureOf(new AuthError(`oauth2: the pinned token ended at ${new Date(expiresAtMs).toISOString()}`));
      }
      const response = await next(authorization(request, `Bearer ${accessToken}`));
      if (isRefusal(request, response)) onRefusal();
      return response;
    },
  };
}
