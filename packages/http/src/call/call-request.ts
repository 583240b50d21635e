import type { HttpRequest } from "../chain/request.ts";
import type { ClientSettings } from "../client-options.ts";
import type { Operation } from "../operation.ts";
import { checkBaseUrl } from "../options/base-url.ts";
import { checkedElsewhere, checkOptions, limit, type OptionTable, wholeNumber } from "../options/check-options.ts";
import { resolveRetry } from "../options/retry-options.ts";
import { checkBounds } from "./bounds.ts";
import { withHeaders } from "./headers.ts";
import { fillPath } from "./path.ts";
import type { WireInit } from "./wire-run.ts";

const OWN_OPTIONS: OptionTable = {
  headers: checkedElsewhere,
  signal: {
    expected: "an AbortSignal",
    test: (value) => value === null || typeof Object(value).addEventListener === "function",
  },
  timeoutMs: limit,
  deadlineMs: limit,
  maxResponseBytes: wholeNumber(1),
  retry: checkedElsewhere,
};

/** What the platforms' `fetch` take: the Fetch standard's members, then Next.js's, Cloudflare's, Node's, Bun's and Deno's. */
const PLATFORM_OPTIONS = (
  "cache credentials integrity keepalive mode priority redirect referrer referrerPolicy window duplex " +
  "next cf dispatcher proxy tls unix verbose decompress client"
).split(" ");

/** What `openapi-fetch` takes, and `bodyText`: none of it is for the platform's `fetch`. */
const OPENAPI_FETCH_OPTIONS =
  "params body baseUrl fetch parseAs middleware Request querySerializer bodySerializer pathSerializer bodyText".split(
    " ",
  );

const OPTIONS: OptionTable = {
  ...OWN_OPTIONS,
  ...Object.fromEntries([...OPENAPI_FETCH_OPTIONS, ...PLATFORM_OPTIONS].map((name) => [name, checkedElsewhere])),
};

/**
 * Checks the arguments of one call and makes its request, without query and body.
 *
 * @throws {TypeError} An option, a path parameter, a header or a member of the body is wrong; names it.
 * @throws {RangeError} A list of the query is empty, or a value of the query or the body is out of the description's limits.
 */
export function requestOf(
  settings: ClientSettings,
  operation: Operation | undefined,
  method: string,
  path: string,
  init: WireInit,
): HttpRequest {
  const startedAtMs = performance.now();
  const subject = operation?.id ?? `${method} ${path}`;
  checkOptions(subject, init, OPTIONS);
  const {
    params = {},
    body,
    headers,
    signal = null,
    timeoutMs = settings.timeoutMs,
    deadlineMs = settings.deadlineMs,
    maxResponseBytes = settings.maxResponseBytes,
    retry,
    baseUrl,
  } = init;
  const filledPath = fillPath(path, params.path ?? {}, subject);
  for (const [name, value] of Object.entries({ ...params.query })) {
    // It would be left out, and the request would mean something else: all fields, or no filter.
    if (Array.isArray(value) && value.length === 0) {
      throw new RangeError(`${subject}: ${name} is an empty list, expected at least one item`);
    }
  }
  const ownHeaders =
    body === undefined ? settings.headers : { "content-type": "application/json", ...settings.headers };
  if (operation?.query) checkBounds(params.query, operation.query, subject);
  if (operation?.bounds) checkBounds(body, operation.bounds, subject);
  if (baseUrl !== undefined) checkBaseUrl(subject, baseUrl, settings.allowInsecureRequests);
  return {
    url: settings.baseUrl + filledPath,
    method,
    headers: withHeaders(subject, withHeaders(subject, ownHeaders, headers), params.header),
    body: null,
    signal,
    init: Object.fromEntries(Object.entries(init).filter(([name]) => PLATFORM_OPTIONS.includes(name))),
    operation,
    startedAtMs,
    deadlineMs,
    timeoutMs,
    maxResponseBytes,
    retry: resolveRetry(subject, retry, settings.retry),
    attempts: 0,
    outcome: "not-sent",
  };
}
