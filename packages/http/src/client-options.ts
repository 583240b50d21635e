import type { Auth, AuthScheme } from "./auth-scheme.ts";
import { checkHeaders } from "./headers.ts";
import { isSegment } from "./path.ts";

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
  readonly headers: Readonly<Record<string, string>>;
}

/** Longest delay of a platform timer; a longer one would fire at once. */
const MAX_TIMEOUT_MS = 2_147_483_647;

const OPTION_NAMES = ["projectId", "region", "auth", "baseUrl", "fetch", "timeoutMs", "headers"];

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

  const { projectId, region = facts.defaultRegion, auth, timeoutMs = 30_000, headers = {} } = options;
  if (typeof projectId !== "string" || !isSegment(projectId)) {
    refuse(`projectId is ${show(projectId)}`, "the id of a project");
  }
  if (!facts.regions.includes(region)) refuse(`region is ${show(region)}`, facts.regions.map(show).join(" or "));
  const schemes = facts.schemes.map((scheme) => (scheme === "basic" ? "basic()" : "oauth2() or bearer()")).join(" or ");
  if (typeof auth?.authorize !== "function") refuse("auth is no credential", schemes);
  if (!facts.schemes.includes(auth.scheme)) refuse(`auth is ${auth.scheme}, which this API does not take`, schemes);
  const { fetch = (input, init) => globalThis.fetch(input, init) } = options;
  if (typeof fetch !== "function") refuse(`fetch is ${typeof fetch}`, "a function");
  checkTimeout(subject, timeoutMs);
  checkHeaders(subject, headers);

  const server = options.baseUrl === undefined ? facts.server.replace("{region}", region) : options.baseUrl;
  const prefix = facts.prefix.replace("{project_id}", encodeURIComponent(projectId));
  return { baseUrl: checkBaseUrl(subject, server) + prefix, auth, fetch, timeoutMs, headers };
}

/** Checks a time limit, of a client or of one call. */
export function checkTimeout(subject: string, timeoutMs: unknown): asserts timeoutMs is number {
  if (typeof timeoutMs !== "number" || !(timeoutMs >= 0 && timeoutMs <= MAX_TIMEOUT_MS)) {
    throw new TypeError(
      `${subject}: timeoutMs is ${show(timeoutMs)}, expected milliseconds from 0 (no limit) to ${MAX_TIMEOUT_MS}`,
    );
  }
}

/** Checks a base URL; returns it without a slash at its end. */
export function checkBaseUrl(subject: string, baseUrl: unknown): string {
  const url = typeof baseUrl === "string" && URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash || url.username || url.password) {
    throw new TypeError(
      `${subject}: baseUrl is ${url?.username || url?.password ? "a URL with credentials" : show(baseUrl)}, ` +
        "expected an http(s) URL of host and optional path",
    );
  }
  return url.origin + url.pathname.replace(/\/+$/, "");
}

function show(value: unknown): string {
  return typeof value === "string" || value === null ? JSON.stringify(value) : String(value);
}
