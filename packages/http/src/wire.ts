import { readAnswer, readJson } from "./answer.ts";
import { type Bounds, checkBounds } from "./bounds.ts";
import { type Call, callWith } from "./call.ts";
import type { ClientSettings } from "./client-options.ts";
import { composeFetch, type HttpSend, type Progress } from "./fetch.ts";
import { checkHeaders } from "./headers.ts";
import type { Operation } from "./operation.ts";
import { checkLimit } from "./option.ts";
import { bodyOf, OutgoingRequest } from "./outgoing-request.ts";
import { paceWith } from "./pace.ts";
import { checkPath } from "./path.ts";
import { readable } from "./readable.ts";
import { redirect } from "./redirect.ts";
import { retryWith } from "./retry.ts";
import { resolveRetry } from "./retry-options.ts";
import { sendWith } from "./send.ts";
import { timeout } from "./timeout.ts";
import { checkBaseUrl } from "./url.ts";
import type { WireAnswer, WireInit, WireRun } from "./wire-request.ts";

/** The part of an `openapi-fetch` client that is replaced or called; any such client is one. */
export interface OpenApiFetchClient {
  request(...args: never[]): Promise<unknown>;
  use(...middleware: never[]): void;
}

/** What openapi-fetch is given for an answer that it is not to read. */
const EMPTY = /* @__PURE__ */ new Response(null, { status: 204 });

const METHODS = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"] as const;

/**
 * Puts an `openapi-fetch` client onto our chain: each of its calls is checked against the description before anything
 * is sent, then goes through retry, pacing, timeout, auth and the platform's `fetch`.
 *
 * @param client Made with the settings' `baseUrl` and `headers`.
 * @param operations What the client's description knows.
 * @returns The same client with the same types, and the function that resource methods call. A call rejects with
 * `TypeError` or `RangeError` for a bad argument and with a `SinchFetchError` if there was no usable answer; at the wire
 * level an HTTP error status is an answer.
 */
export function onChain<Client extends OpenApiFetchClient>(
  client: Client,
  operations: readonly Operation[],
  settings: ClientSettings,
): { wire: Client; call: Call } {
  const known = new Map(operations.map((operation) => [`${operation.method} ${operation.path}`, operation]));
  const { auth, onAttempt, projectId, requestsPerSecond } = settings;
  const pacing = requestsPerSecond ? [paceWith(projectId, requestsPerSecond)] : [];
  const middlewares = [retryWith(onAttempt), ...pacing, timeout, auth.authorize, redirect];
  const chainOn = (fetch: typeof globalThis.fetch): HttpSend => composeFetch(middlewares, sendWith(fetch));
  const chain = chainOn(settings.fetch);
  const original: OpenApiFetchClient = { request: client.request, use: client.use };
  const send = original.request as (method: string, path: string, init: object) => Promise<WireAnswer>;
  const use = original.use as (...middleware: unknown[]) => void;
  let watched = false;

  const run: WireRun = async (givenMethod, path, init = {}) => {
    const startedAtMs = performance.now();
    const method = givenMethod.toUpperCase();
    const operation = known.get(`${method} ${path}`);
    const {
      timeoutMs = settings.timeoutMs,
      deadlineMs = settings.deadlineMs,
      retry,
      fetch,
      parseAs = "json",
      ...rest
    } = init;
    const subject = operation?.id ?? `${method} ${path}`;
    checkLimit(subject, "timeoutMs", timeoutMs);
    checkLimit(subject, "deadlineMs", deadlineMs);
    checkCall(subject, path, rest, operation?.bounds);
    if (rest.baseUrl !== undefined) checkBaseUrl(subject, rest.baseUrl, settings.allowInsecureRequests);

    const exchange = fetch ? chainOn((url, options) => fetch(new Request(url, options))) : chain;
    const progress: Progress = { attempts: 0, outcome: "not-sent" };
    const call = {
      operation,
      startedAtMs,
      deadlineMs,
      timeoutMs,
      retry: resolveRetry(subject, retry, settings.retry),
      progress,
    };
    // An answer of JSON that no openapi-fetch middleware looks at is read here, and openapi-fetch gets an empty one.
    const isOurs = parseAs === "json" && !watched && !rest.middleware?.length;
    const last: { response?: Response } = {};
    const answer = await send(method, path, {
      ...rest,
      // JSON is read as text by openapi-fetch and parsed below, where a body that is not JSON gets an error of ours.
      parseAs: parseAs === "json" ? "text" : parseAs,
      ...(isOurs && { Request: OutgoingRequest }),
      fetch: async (outgoing: OutgoingRequest | Request) => {
        const { url, headers, signal } = outgoing;
        const init = outgoing instanceof OutgoingRequest ? outgoing.init : { redirect: outgoing.redirect };
        const body = await bodyOf(outgoing);
        const response = await exchange({ ...call, url, method: outgoing.method, headers, body, signal, init });
        if (!isOurs) return readable(response);
        last.response = response;
        return EMPTY;
      },
    });
    if (last.response) return { answer: await readAnswer({ method, operation, progress }, last.response), progress };
    if (parseAs !== "json" || typeof answer.data !== "string") return { answer, progress };
    const data = readJson({ method, operation, progress }, answer.response, answer.data);
    return { answer: { ...answer, data }, progress };
  };

  const request = async (method: string, path: string, init?: WireInit): Promise<WireAnswer> =>
    (await run(method, path, init)).answer;
  const methods = METHODS.map((method) => [method, (path: string, init?: WireInit) => request(method, path, init)]);
  const wire = Object.assign(client, Object.fromEntries(methods), {
    request,
    use(...middleware: unknown[]): void {
      // Stays so after eject(), since the same middleware can be registered more than once.
      watched = true;
      use(...middleware);
    },
  });
  return { wire, call: callWith(run) };
}

function checkCall(
  subject: string,
  path: string,
  { params, body, headers }: WireInit,
  bounds: Bounds | undefined,
): void {
  checkPath(path, params?.path ?? {}, subject);
  if (bounds) checkBounds(body, bounds, subject);
  for (const given of [headers, params?.header]) {
    if (given !== undefined && !(given instanceof Headers)) checkHeaders(subject, given);
  }
}
