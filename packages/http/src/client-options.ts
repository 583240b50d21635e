import { withHeaders } from "./call/headers.ts";
import { isSegment } from "./call/path.ts";
import type { Auth, AuthScheme } from "./chain/auth.ts";
import { type Queue, queueOf } from "./chain/queue.ts";
import type { OnAttempt } from "./chain/retry.ts";
import { checkBaseUrl } from "./options/base-url.ts";
import {
  aboveZero,
  checkedElsewhere,
  checkOption,
  checkOptions,
  flag,
  func,
  limit,
  type OptionTable,
  show,
  wholeNumber,
} from "./options/check-options.ts";
import { type RetryOptions, type RetrySettings, resolveRetry } from "./options/retry-options.ts";

/** Options of every client. */
export interface ClientOptions<Region extends string = string, Scheme extends AuthScheme = AuthScheme> {
  /** The project that every call is made for; the Sinch dashboard shows its id. */
  projectId: string;
  /**
   * The region in which the app was created: an app is not found (404) in any other.
   * @default "us"
   */
  region?: Region | undefined;
  /** The credential, from `@sinch-fetch/auth`. Pass the same value to every client, so that they share one token. */
  auth: Auth<Scheme>;
  /**
   * Replaces the regional host, for a mock or a proxy: an http(s) URL with a host and an optional path.
   * @default the server of `region` in the API description
   */
  baseUrl?: string | undefined;
  /**
   * Sends the requests; called as `fetch(url, init)`.
   * @default the platform's `fetch`
   */
  fetch?: typeof globalThis.fetch | undefined;
  /**
   * Limit for one attempt in milliseconds, from its token request to the last byte of its response; 0 for none.
   * @default 30000
   */
  timeoutMs?: number | undefined;
  /**
   * Limit for one call in milliseconds, including all attempts and waits: between attempts, for its turn and for
   * tokens; 0 for none.
   * @default 0
   */
  deadlineMs?: number | undefined;
  /**
   * How to retry requests that got no usable response; `false` for never.
   *
   * An idempotent operation (by method, or marked in the API description) is retried after a failed connection, a
   * timeout, an incomplete response, and the statuses 408, 429, 500, 502, 503 and 504. Any other operation, such as a
   * send, is retried only if the server cannot have acted: when no connection was made, and after a 429.
   * @default { maxRetries: 2, baseDelayMs: 500, maxDelayMs: 8000 }
   */
  retry?: RetryOptions | false | undefined;
  /** Called with each attempt and the wait that follows it, for logs and metrics. */
  onAttempt?: OnAttempt | undefined;
  /**
   * Spaces requests evenly, at most this many a second, across all clients of the project in this process that set it.
   * The API allows a project 800 requests a second.
   * @default no limit
   */
  requestsPerSecond?: number | undefined;
  /**
   * How many requests of this client may be under way at once; further calls wait for their turn, within their
   * `deadlineMs`.
   * @default 256
   */
  maxConcurrentRequests?: number | undefined;
  /**
   * Maximum response body in bytes, after decompression. A longer one ends the call with a `ConnectionError`.
   * @default 33554432 (32 MiB)
   */
  maxResponseBytes?: number | undefined;
  /**
   * Accepts a `baseUrl` with plain http to a host other than this machine, so that requests and credentials cross a
   * network unencrypted.
   * @default false
   */
  allowInsecureRequests?: boolean | undefined;
  /** Headers to add to every request. `Authorization` is not allowed: `auth` sets it. */
  headers?: Readonly<Record<string, string>> | undefined;
}

/** How an array in a query is written: `style` and `explode` of OpenAPI. */
export interface QueryArrays {
  readonly style: "form" | "spaceDelimited" | "pipeDelimited";
  /** A parameter for each item, in place of one that joins them. */
  readonly explode: boolean;
}

/** What a client is generated with: the facts of its description that its options are checked against. */
export interface ApiFacts<Region extends string = string, Scheme extends AuthScheme = AuthScheme> {
  /** Name of the client's package, such as `@sinch-fetch/conversation`. */
  readonly package: string;
  /** Version of the client's package. */
  readonly version: string;
  /** Server URL with a `{region}` variable. */
  readonly server: string;
  readonly regions: readonly Region[];
  readonly defaultRegion: Region;
  /** Path that every operation starts with, with a `{project_id}` parameter. */
  readonly prefix: string;
  /** Authentication schemes that the API documents. */
  readonly schemes: readonly Scheme[];
  /**
   * How the arrays in its queries are written.
   * @default a parameter for each item
   */
  readonly queryArrays?: QueryArrays;
}

/** Checked options: what a client needs in order to make calls. */
export interface ClientSettings {
  /** Base URL with the project's prefix, without a slash at the end. */
  readonly baseUrl: string;
  /** The same with `{project_id}` in the project's place. */
  readonly urlTemplate: string;
  readonly auth: Auth;
  readonly fetch: typeof globalThis.fetch;
  readonly timeoutMs: number;
  readonly deadlineMs: number;
  readonly retry: RetrySettings;
  readonly onAttempt: OnAttempt | undefined;
  readonly projectId: string;
  readonly requestsPerSecond: number | undefined;
  readonly maxConcurrentRequests: number;
  readonly maxResponseBytes: number;
  readonly allowInsecureRequests: boolean;
  /** By name in lower case, `user-agent` among them. */
  readonly headers: Readonly<Record<string, string>>;
  /** Where calls wait for their turn; clients that were made from one another share it. */
  readonly queue: Queue;
}

const OPTIONS: OptionTable = {
  projectId: { expected: "the id of a project", test: (value) => typeof value === "string" && isSegment(value) },
  region: checkedElsewhere,
  auth: checkedElsewhere,
  baseUrl: checkedElsewhere,
  fetch: func,
  timeoutMs: limit,
  deadlineMs: limit,
  retry: checkedElsewhere,
  onAttempt: func,
  requestsPerSecond: aboveZero,
  maxConcurrentRequests: wholeNumber(1),
  maxResponseBytes: wholeNumber(1),
  allowInsecureRequests: flag,
  headers: checkedElsewhere,
};

/**
 * Checks a client's options and fills in the defaults.
 *
 * @param subject Named first in each error: the function that was called.
 * @param queue Where its calls wait for their turn.
 * @throws {TypeError} An option is missing, unknown or wrong. The message names it and what was expected.
 */
export function resolveClientOptions<Region extends string, Scheme extends AuthScheme>(
  subject: string,
  options: ClientOptions<Region, Scheme>,
  facts: ApiFacts<Region, Scheme>,
  queue: Queue = queueOf(),
): ClientSettings {
  checkOptions(subject, options, OPTIONS);
  const {
    projectId,
    region = facts.defaultRegion,
    auth,
    fetch = (input, init) => globalThis.fetch(input, init),
    timeoutMs = 30_000,
    deadlineMs = 0,
    onAttempt,
    requestsPerSecond,
    maxConcurrentRequests = 256,
    maxResponseBytes = 33_554_432,
    allowInsecureRequests = false,
  } = options;
  const { regions, schemes } = facts;
  checkOption(subject, "projectId", projectId, OPTIONS.projectId as never);
  const isRegion = (value: unknown) => regions.includes(value as Region);
  checkOption(subject, "region", region, { expected: regions.map(show).join(" or "), test: isRegion });
  const expected = schemes.map((scheme) => (scheme === "basic" ? "basic()" : "oauth2() or bearer()")).join(" or ");
  if (typeof Object(auth).authorize !== "function") {
    throw new TypeError(`${subject}: auth is not a credential, expected ${expected}`);
  }
  if (!schemes.includes(auth.scheme)) {
    throw new TypeError(`${subject}: auth is ${auth.scheme}, which this API does not accept, expected ${expected}`);
  }
  const server = options.baseUrl === undefined ? facts.server.replace("{region}", region) : options.baseUrl;
  const urlTemplate = checkBaseUrl(subject, server, allowInsecureRequests) + facts.prefix;
  return {
    baseUrl: urlTemplate.replace("{project_id}", encodeURIComponent(projectId)),
    urlTemplate,
    auth,
    fetch,
    timeoutMs,
    deadlineMs,
    retry: resolveRetry(subject, options.retry),
    onAttempt,
    projectId,
    requestsPerSecond,
    maxConcurrentRequests,
    maxResponseBytes,
    allowInsecureRequests,
    headers: withHeaders(subject, userAgentOf(facts), options.headers),
    queue,
  };
}

/**
 * The header that names the client and its version to the API. A browser names itself: it ignores the header, or asks the
 * API for leave to send it.
 */
function userAgentOf({ package: name, version }: ApiFacts): Record<string, string> {
  const isBrowser = /^Mozilla/.test(globalThis.navigator?.userAgent);
  return isBrowser ? {} : { "user-agent": `${name}/${version}` };
}
