import type { OnAttempt } from "./attempt.ts";
import type { Auth, AuthScheme } from "./auth-scheme.ts";
import { checkHeaders } from "./headers.ts";
import { checkLimit, show } from "./option.ts";
import { isSegment } from "./path.ts";
import { type RetryOptions, type RetrySettings, resolveRetry } from "./retry-options.ts";
import { checkBaseUrl } from "./url.ts";

/** Options of every client. */
export interface ClientOptions<Region extends string = string, Scheme extends AuthScheme = AuthScheme> {
  /** The project that every call is made for; the Sinch dashboard shows its id. */
  projectId: string;
  /**
   * The region in which the app was created: an app is not found (404) in any other.
   * @default "us"
   */
  region?: Region | undefined;
  /** The credential, from `@sinch-fetch/auth`. Hand the same value to every client, so that they share one token. */
  auth: Auth<Scheme>;
  /**
   * Replaces the regional host, for a mock or a proxy: an http(s) URL of host and optional path.
   * @default the server of `region` in the API description
   */
  baseUrl?: string | undefined;
  /**
   * What sends the requests; called as `fetch(url, init)`.
   * @default the platform's `fetch`
   */
  fetch?: typeof globalThis.fetch | undefined;
  /**
   * Longest time for one attempt in milliseconds, from its token request to the last byte of its answer; 0 for none.
   * @default 30000
   */
  timeoutMs?: number | undefined;
  /**
   * Longest time for one call in milliseconds: its attempts and the waits between them, for its turn and for tokens; 0 for
   * none.
   * @default 0
   */
  deadlineMs?: number | undefined;
  /**
   * How requests are repeated that got no usable answer; `false` for never.
   *
   * An idempotent operation (by method, or marked in the API description) is repeated after a failed connection, a
   * timeout, an answer that broke off, and 408, 429, 500, 501, 502, 503 and 504. Any other, such as a send, is repeated
   * only when the server cannot have acted: after a connection that was never made, and after 429.
   * @default { maxRetries: 2, baseDelayMs: 500, maxDelayMs: 8000 }
   */
  retry?: RetryOptions | false | undefined;
  /** Told of each attempt and of the wait that follows it, for logs and metrics. */
  onAttempt?: OnAttempt | undefined;
  /**
   * Spaces requests evenly, this many a second at most, over all clients of the project in this process that set it. The
   * API allows a project 800 requests a second.
   * @default no limit
   */
  requestsPerSecond?: number | undefined;
  /**
   * Accepts a `baseUrl` whose requests, credentials among them, cross a network unencrypted: plain http to a host other
   * than this machine.
   * @default false
   */
  allowInsecureRequests?: boolean | undefined;
  /** Headers to add to every request. `Authorization` is not one of them: `auth` sets it. */
  headers?: Readonly<Record<string, string>> | undefined;
}

/** What a client is generated with: the facts of its description that its options are checked against. */
export interface ApiFacts<Region extends string = string, Scheme extends AuthScheme = AuthScheme> {
  /** Server URL with a `{region}` variable. */
  readonly server: string;
  readonly regions: readonly Region[];
  readonly defaultRegion: Region;
  /** Path that every operation starts with, with a `{project_id}` parameter. */
  readonly prefix: string;
  /** Authentication schemes that the API documents. */
  readonly schemes: readonly Scheme[];
}

/** Checked options: what a client needs in order to make calls. */
export interface ClientSettings {
  /** Base URL with the project's prefix, without a slash at the end. */
  readonly baseUrl: string;
  readonly auth: Auth;
  readonly fetch: typeof globalThis.fetch;
  readonly timeoutMs: number;
  readonly deadlineMs: number;
  readonly retry: RetrySettings;
  readonly onAttempt: OnAttempt | undefined;
  readonly projectId: string;
  readonly requestsPerSecond: number | undefined;
  readonly allowInsecureRequests: boolean;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

const OPTION_NAMES = [
  "projectId",
  "region",
  "auth",
  "baseUrl",
  "fetch",
  "timeoutMs",
  "deadlineMs",
  "retry",
  "onAttempt",
  "requestsPerSecond",
  "allowInsecureRequests",
  "headers",
];

/**
 * Checks a client's options and fills in the defaults.
 *
 * @param subject Named first in each error: the function that was called.
 * @throws {TypeError} An option is missing, unknown or wrong. The message names it and what was expected.
 */
export function resolveClientOptions<Region extends string, Scheme extends AuthScheme>(
  subject: string,
  options: ClientOptions<Region, Scheme>,
  facts: ApiFacts<Region, Scheme>,
): ClientSettings {
  const refuse = (problem: string, expected: string): never => {
    throw new TypeError(`${subject}: ${problem}, expected ${expected}`);
  };
  if (typeof options !== "object" || options === null) refuse("no options", "an object with projectId and auth");
  for (const name of Object.keys(options)) {
    if (!OPTION_NAMES.includes(name)) refuse(`unknown option ${name}`, OPTION_NAMES.join(" or "));
  }

  const {
    projectId,
    region = facts.defaultRegion,
    auth,
    timeoutMs = 30_000,
    deadlineMs = 0,
    onAttempt,
    requestsPerSecond,
    allowInsecureRequests = false,
    headers,
  } = options;
  if (typeof projectId !== "string" || !isSegment(projectId)) {
    refuse(`projectId is ${show(projectId)}`, "the id of a project");
  }
  if (!facts.regions.includes(region)) refuse(`region is ${show(region)}`, facts.regions.map(show).join(" or "));
  const schemes = facts.schemes.map((scheme) => (scheme === "basic" ? "basic()" : "oauth2() or bearer()")).join(" or ");
  if (typeof auth?.authorize !== "function") refuse("auth is no credential", schemes);
  if (!facts.schemes.includes(auth.scheme)) refuse(`auth is ${auth.scheme}, which this API does not take`, schemes);
  const { fetch = (input, init) => globalThis.fetch(input, init) } = options;
  for (const [name, value] of Object.entries({ fetch, ...(onAttempt !== undefined && { onAttempt }) })) {
    if (typeof value !== "function") refuse(`${name} is ${show(value)}`, "a function");
  }
  checkLimit(subject, "timeoutMs", timeoutMs);
  checkLimit(subject, "deadlineMs", deadlineMs);
  if (requestsPerSecond !== undefined && !(typeof requestsPerSecond === "number" && requestsPerSecond > 0)) {
    refuse(`requestsPerSecond is ${show(requestsPerSecond)}`, "a number above 0");
  }
  if (typeof allowInsecureRequests !== "boolean") {
    refuse(`allowInsecureRequests is ${show(allowInsecureRequests)}`, "true or false");
  }
  const server = options.baseUrl === undefined ? facts.server.replace("{region}", region) : options.baseUrl;
  const prefix = facts.prefix.replace("{project_id}", encodeURIComponent(projectId));
  return {
    baseUrl: checkBaseUrl(subject, server, allowInsecureRequests) + prefix,
    auth,
    fetch,
    timeoutMs,
    deadlineMs,
    retry: resolveRetry(subject, options.retry),
    onAttempt,
    projectId,
    requestsPerSecond,
    allowInsecureRequests,
    headers: checkHeaders(subject, headers) ?? {},
  };
}
