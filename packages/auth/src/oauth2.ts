import type { Auth } from "@sinch-fetch/http";
import { authorization, basicCredentials } from "./credentials.ts";
import { TokenCache } from "./token-cache.ts";
import { requestToken } from "./token-request.ts";

/** Options of {@link oauth2}. */
export interface OAuth2Options {
  /** Key ID of an access key, from the Sinch dashboard: the OAuth client id. */
  keyId: string;
  /** Key Secret of the same access key: the OAuth client secret. */
  keySecret: string;
  /**
   * The token endpoint, an absolute http(s) URL.
   * @default "https://auth.sinch.com/oauth2/token", which serves every region
   */
  tokenUrl?: string | undefined;
  /**
   * What sends token requests; called as `fetch(url, init)`.
   * @default the platform's `fetch`
   */
  fetch?: typeof globalThis.fetch | undefined;
  /**
   * Longest time for one token request in milliseconds, over which a call's own `timeoutMs` can only be shorter; 0 for
   * no limit.
   * @default 30000
   */
  timeoutMs?: number | undefined;
}

const OPTION_NAMES = ["keyId", "keySecret", "tokenUrl", "fetch", "timeoutMs"];

/**
 * Obtains an access token by the OAuth2 client credentials grant and sends it with every request.
 *
 * The token is fetched with the first call, kept in memory, and replaced shortly before it ends. However many calls and
 * clients wait, one token request is made: make one auth value and hand it to every client. A request that the API
 * answers with 401 is repeated once with a new token.
 *
 * @throws {TypeError} An option is missing, unknown or wrong; names the option, and never the value of a secret.
 * @throws {AuthError} (from the call) No token could be obtained; the request was not sent.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.4
 */
export function oauth2(options: OAuth2Options): Auth<"bearer"> {
  const credentials = basicCredentials("oauth2", options);
  const unknown = Object.keys(options).find((name) => !OPTION_NAMES.includes(name));
  if (unknown) throw new TypeError(`oauth2: unknown option ${unknown}, expected ${OPTION_NAMES.join(", ")}`);
  const {
    tokenUrl = "https://auth.sinch.com/oauth2/token",
    fetch = (input, init) => globalThis.fetch(input, init),
    timeoutMs = 30_000,
  } = options;
  const url = URL.canParse(tokenUrl) ? new URL(tokenUrl) : undefined;
  // Credentials in it would be refused by the platform too, but with the URL in its message.
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) {
    throw new TypeError("oauth2: tokenUrl is malformed, expected an absolute http(s) URL without credentials");
  }
  if (typeof fetch !== "function") throw new TypeError(`oauth2: fetch is ${typeof fetch}, expected a function`);
  if (typeof timeoutMs !== "number" || !(timeoutMs >= 0 && timeoutMs <= 2_147_483_647)) {
    throw new TypeError(`oauth2: timeoutMs is ${String(timeoutMs)}, expected milliseconds from 0 (no limit)`);
  }

  const cache = new TokenCache((callTimeoutMs) =>
    requestToken({ tokenUrl, credentials, fetch }, shorter(callTimeoutMs, timeoutMs)),
  );
  return {
    scheme: "bearer",
    async authorize(request, next) {
      const token = await cache.get(request);
      const response = await next(authorization(request, `Bearer ${token}`));
      if (response.status !== 401) return response;
      const renewed = await cache.renew(token, request);
      return next(authorization(request, `Bearer ${renewed}`));
    },
  };
}

/** The shorter of two limits, where 0 means none. */
function shorter(a: number, b: number): number {
  return a === 0 || b === 0 ? a + b : Math.min(a, b);
}
