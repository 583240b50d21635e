import type { Auth, HttpRequest } from "@sinch-fetch/http";
import { requestInfo } from "@sinch-fetch/http/client";
import { failureOf, isAuthError } from "./auth-error.ts";
import { authorization } from "./credentials.ts";
import { type OAuth2Options, resolveOAuth2Options } from "./oauth2-options.ts";
import { type PinnedAuth, pinned } from "./pinned.ts";
import { isRefusal } from "./refusals.ts";
import { TokenCache } from "./token-cache.ts";
import { requestToken } from "./token-request.ts";
import type { StoredToken } from "./token-store.ts";

/** A credential that obtains and renews its own access token. */
export interface OAuth2Auth extends Auth<"bearer"> {
  /**
   * Resolves to a credential with one access token and its expiry, which is never renewed: for callers that must know
   * that a late request will be refused. It uses the current token if that is valid for another minute (or a tenth of
   * its lifetime, if that is shorter) and was not refused, and otherwise a new one. Limited by `timeoutMs` of
   * `oauth2()`.
   *
   * @throws {AuthError} No token could be obtained, or the token endpoint did not say when it expires.
   */
  pin(): Promise<PinnedAuth>;
}

/** What pinned tokens are refused by, all of them together. */
const PINNED = "pinned";

/**
 * Obtains an access token with the OAuth2 client credentials grant and sends it with every request.
 *
 * The first call fetches the token, and it is renewed in the background before it expires. However many calls and
 * clients wait, only one token request is made: create one auth value and pass it to every client. A request that gets
 * a 401 from the API is retried once with a new token, unless a new one has just been refused too.
 *
 * @throws {TypeError} An option is missing, unknown or wrong; names the option, and never the value of a secret.
 * @throws {AuthError} (from the call) No token could be obtained.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.4
 */
export function oauth2(options: OAuth2Options): OAuth2Auth {
  const { endpoint, ...settings } = resolveOAuth2Options(options);
  const cache = new TokenCache({ ...settings, request: (limit) => requestToken(endpoint, limit) });
  const { refusals } = cache;
  return {
    scheme: "bearer",
    async authorize(request, next) {
      const { accessToken } = cache.current() ?? (await ofCall(cache.get(request)));
      const response = await next(authorization(request, `Bearer ${accessToken}`));
      if (response.status !== 401) refusals.accept(accessToken);
      if (!isRefusal(request, response)) return response;
      const path = pathOf(request);
      const renewed = await ofCall(cache.renew(accessToken, path, request));
      if (!renewed) return response;
      const repeated = await next(authorization(request, `Bearer ${renewed.accessToken}`));
      if (repeated.status !== 401) refusals.accept(renewed.accessToken);
      else if (isRefusal(request, repeated)) refusals.again(renewed.accessToken, path);
      return repeated;
    },
    async pin() {
      const waiter = { timeoutMs: settings.timeoutMs, signal: null };
      let token = await cache.get(waiter);
      const { accessToken } = token;
      if (refusals.has(accessToken)) token = (await cache.renew(accessToken, PINNED, waiter)) ?? token;
      return pinned(token, () => {
        refusals.add(token.accessToken);
        refusals.again(token.accessToken, PINNED);
      });
    },
  };
}

/** What a request asks for, without the ids in its path where that is known. */
function pathOf(request: HttpRequest): string {
  return request.operation?.id ?? requestInfo(request).url;
}

/** Waits for a token; turns a failure that calls share into one of which each makes its own error. */
function ofCall<Token extends StoredToken | undefined>(token: Promise<Token>): Promise<Token> {
  return token.catch((error: unknown) => {
    throw isAuthError(error) ? failureOf(error) : error;
  });
}
