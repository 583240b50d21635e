import { isLoopback } from "@sinch-fetch/http/client";
import { basicCredentials } from "./credentials.ts";
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
   * What sends token requests; called as `fetch(url, init)`. Its errors become the cause of ours, so none may hold the
   * headers that it was given.
   * @default the platform's `fetch`
   */
  fetch?: typeof globalThis.fetch | undefined;
  /**
   * Longest time for one token request in milliseconds, the waits between its tries included; 0 for no limit. When it has
   * passed, the calls that wait reject with an `AuthError`, save those whose own `timeoutMs` has passed before. Keep it
   * below theirs, so that the error tells what failed. A renewal in the background takes 5000 at most.
   * @default 20000
   */
  timeoutMs?: number | undefined;
  /**
   * Where the token is kept, so that the processes of a fleet share one. It holds a live credential.
   * @default memoryTokenStore(), which shares nothing
   */
  tokenStore?: TokenStore | undefined;
  /**
   * Accepts a `tokenUrl` to which the key would cross a network unencrypted: plain http to a host other than this machine.
   * @default false
   */
  allowInsecureRequests?: boolean | undefined;
}

/** The options, checked and with their defaults. */
export interface OAuth2Settings {
  readonly endpoint: TokenEndpoint;
  readonly timeoutMs: number;
  readonly tokenStore: TokenStore;
  /** The store's name for the token: of the key id and the token endpoint, and of nothing secret. */
  readonly storeKey: string;
}

const OPTION_NAMES = ["keyId", "keySecret", "tokenUrl", "fetch", "timeoutMs", "tokenStore", "allowInsecureRequests"];

/**
 * Checks the options of `oauth2()` and fills in the defaults.
 *
 * @throws {TypeError} An option is missing, unknown or wrong; names the option, and never the value of a secret.
 */
export function resolveOAuth2Options(options: OAuth2Options): OAuth2Settings {
  const credentials = basicCredentials("oauth2", options);
  const unknown = Object.keys(options).find((name) => !OPTION_NAMES.includes(name));
  if (unknown) refuse(`unknown option ${unknown}`, OPTION_NAMES.join(", "));
  const {
    keyId,
    keySecret,
    tokenUrl = "https://auth.sinch.com/oauth2/token",
    fetch = (input, init) => globalThis.fetch(input, init),
    timeoutMs = 20_000,
    tokenStore = memoryTokenStore(),
    allowInsecureRequests = false,
  } = options;
  const url = URL.canParse(tokenUrl) ? new URL(tokenUrl) : undefined;
  // Credentials in it would be refused by the platform too, but with the URL in its message.
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) {
    refuse("tokenUrl is malformed", "an absolute http(s) URL without credentials");
  }
  if (typeof fetch !== "function") refuse(`fetch is ${typeof fetch}`, "a function");
  if (typeof timeoutMs !== "number" || !(timeoutMs >= 0 && timeoutMs <= 2_147_483_647)) {
    refuse(`timeoutMs is ${String(timeoutMs)}`, "milliseconds from 0 (no limit)");
  }
  if (typeof tokenStore?.get !== "function" || typeof tokenStore.set !== "function") {
    refuse("tokenStore is no TokenStore", "an object with get and set");
  }
  if (typeof allowInsecureRequests !== "boolean") {
    refuse(`allowInsecureRequests is ${typeof allowInsecureRequests}`, "true or false");
  }
  if (url.protocol === "http:" && !allowInsecureRequests && !isLoopback(url.hostname)) {
    refuse("tokenUrl is plain http to another machine", "https, or allowInsecureRequests");
  }
  const storeKey = `sinch-fetch:${keyId}@${url.origin}${url.pathname}`;
  const endpoint = { tokenUrl, credentials, secrets: [credentials, keySecret], fetch };
  return { endpoint, timeoutMs, tokenStore, storeKey };
}

function refuse(problem: string, expected: string): never {
  throw new TypeError(`oauth2: ${problem}, expected ${expected}`);
}
