import type { Auth } from "@sinch-fetch/http";
import { type AuthError, failureOf } from "./auth-error.ts";
import { authorization } from "./credentials.ts";
import { type OAuth2Options, resolveOAuth2Options } from "./oauth2-options.ts";
import { TokenCache } from "./token-cache.ts";
import { requestToken } from "./token-request.ts";

/**
 * Obtains an access token by the OAuth2 client credentials grant and sends it with every request.
 *
 * The token is fetched with the first call and renewed in the background before it ends. However many calls and clients
 * wait, one token request is made: make one auth value and hand it to every client. A request that the API answers with
 * 401 is repeated once, with a new token.
 *
 * @throws {TypeError} An option is missing, unknown or wrong; names the option, and never the value of a secret.
 * @throws {AuthError} (from the call) No token could be obtained.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.4
 */
export function oauth2(options: OAuth2Options): Auth<"bearer"> {
  const { endpoint, ...settings } = resolveOAuth2Options(options);
  const cache = new TokenCache({ ...settings, request: (...how) => requestToken(endpoint, ...how) });
  return {
    scheme: "bearer",
    async authorize(request, next) {
      const token = cache.current() ?? (await ofCall(cache.get(request.timeoutMs)));
      const response = await next(authorization(request, `Bearer ${token}`));
      if (response.status !== 401) return response;
      const renewed = await ofCall(cache.renew(token, request.timeoutMs));
      return next(authorization(request, `Bearer ${renewed}`));
    },
  };
}

/** Waits for a token; turns a failure that other calls share into this call's own. */
function ofCall(token: Promise<string>): Promise<string> {
  return token.catch((failure: AuthError) => {
    throw failureOf(failure);
  });
}
