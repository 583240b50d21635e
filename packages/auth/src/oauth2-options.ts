import {
  checkedElsewhere,
  checkOptions,
  flag,
  func,
  isLoopback,
  limit,
  type OptionTable,
} from "@sinch-fetch/http/client";
import type { AuthError } from "./auth-error.ts";
import { basicCredentials } from "./credentials.ts";
import { redactWith } from "./redact.ts";
import type { TokenEndpoint } from "./token-exchange.ts";
import { memoryTokenStore, type TokenStore } from "./token-store.ts";

/** Options of `oauth2()`. */
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
   * Sends the token requests; called as `fetch(url, init)`. The causes of our errors are copies of its errors: name,
   * code and message.
   * @default the platform's `fetch`
   */
  fetch?: typeof globalThis.fetch | undefined;
  /**
   * Limit for one token request in milliseconds, including retries and the waits between them; 0 for no limit. When it
   * has passed, the waiting calls reject with an `AuthError`, except those whose own `timeoutMs` has passed first. Keep
   * it below theirs, so that the error says what failed. An attempt without a response is abandoned earlier, after 5000
   * or half of a shorter limit, and retried on another connection. A background renewal takes at most 5000.
   * @default 20000
   */
  timeoutMs?: number | undefined;
  /**
   * Where the token is stored, so that the processes of a fleet share one. It contains a live credential.
   * @default memoryTokenStore(), which shares nothing
   */
  tokenStore?: TokenStore | undefined;
  /**
   * Accepts a `tokenUrl` with plain http to a host other than this machine, so that the key crosses a network
   * unencrypted.
   * @default false
   */
  allowInsecureRequests?: boolean | undefined;
  /**
   * Called when a background renewal failed, which no call notices while the current token is still valid. What it
   * throws is ignored.
   */
  onRenewalError?: ((error: AuthError) => void) | undefined;
}

/** The options, checked and with their defaults. */
export interface OAuth2Settings {
  readonly endpoint: TokenEndpoint;
  readonly timeoutMs: number;
  readonly tokenStore: TokenStore;
  /** The store's name for the token: a hash of the key id and the token endpoint. */
  readonly storeKey: () => Promise<string>;
  readonly onRenewalError: OAuth2Options["onRenewalError"];
}

const TABLE: OptionTable = {
  keyId: checkedElsewhere,
  keySecret: checkedElsewhere,
  tokenUrl: checkedElsewhere,
  fetch: func,
  timeoutMs: limit,
  tokenStore: {
    expected: "an object with get and set",
    test: (value) => typeof Object(value).get === "function" && typeof Object(value).set === "function",
  },
  allowInsecureRequests: flag,
  onRenewalError: func,
};

/**
 * Checks the options of `oauth2()` and fills in the defaults.
 *
 * @throws {TypeError} An option is missing, unknown or wrong; names the option, and never the value of a secret.
 */
export function resolveOAuth2Options(options: OAuth2Options): OAuth2Settings {
  checkOptions("oauth2", options, TABLE);
  const credentials = basicCredentials("oauth2", options);
  const {
    keyId,
    keySecret,
    tokenUrl = "https://auth.sinch.com/oauth2/token",
    fetch = (input, init) => globalThis.fetch(input, init),
    timeoutMs = 20_000,
    tokenStore = memoryTokenStore(),
    allowInsecureRequests = false,
    onRenewalError,
  } = options;
  const url = URL.canParse(tokenUrl) ? new URL(tokenUrl) : undefined;
  // Credentials in it would be refused by the platform too, but with the URL in its message.
  if (!url || !/^https?:/.test(url.protocol) || url.username || url.password) {
    throw new TypeError("oauth2: tokenUrl is malformed, expected an absolute http(s) URL without credentials");
  }
  if (url.protocol === "http:" && !allowInsecureRequests && !isLoopback(url.hostname)) {
    throw new TypeError("oauth2: tokenUrl is plain http to another machine, expected https, or allowInsecureRequests");
  }
  const redact = redactWith([`${keyId}:${keySecret}`, keyId, keySecret, credentials]);
  const endpoint = { tokenUrl, credentials, redact, fetch };
  // A store of this value's own needs no name.
  let name = options.tokenStore ? undefined : Promise.resolve("");
  const storeKey = () => (name ??= hashedKey(`${keyId}@${url.origin}${url.pathname}`));
  return { endpoint, timeoutMs, tokenStore, storeKey, onRenewalError };
}

/** A name for the store that does not show the key id, which counts as secret: stores list their keys in logs. */
async function hashedKey(name: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(name));
  return `sinch-fetch:${Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
