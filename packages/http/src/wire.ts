import { readAnswer, readJson } from "./answer.ts";
import { checkBounds } from "./bounds.ts";
import { type Call, callWith } from "./call.ts";
import type { ClientSettings } from "./client-options.ts";
import { composeFetch, type HttpRequest, type HttpSend } from "./fetch.ts";
import { checkHeaders } from "./headers.ts";
import type { Operation } from "./operation.ts";
import { checkLimit } from "./option.ts";
import { paceWith } from "./pace.ts";
import { fillPath } from "./path.ts";
import { readable } from "./readable.ts";
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

const METHODS = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"] as const;
const JSON_CONTENT = { "content-type": "application/json" };

/**
 * Puts an `openapi-fetch` client onto our chain: each of its calls is checked against the description before anything
 * is sent, then goes through retry, pacing, timeout, auth and the platform's `fetch`.
 *
 * A call that asks for nothing special goes onto the chain at once, with the request that `openapi-fetch` would make: its
 * way there costs as much as the whole chain. Middlewares and options of `openapi-fetch` are left to it.
 *
 * @param client Made with the settings' `baseUrl` and `headers`.
 * @param operations What the client's description knows.
 * @param querySerializer The one that `client` was made with.
 * @returns The same client with the same types, and the function that resource methods call. A call rejects with
 * `TypeError` or `RangeError` for a bad argument and with a `SinchFetchError` if there was no usable answer; at the wire
 * level an HTTP error status is an answer.
 */
export function onChain<Client extends OpenApiFetchClient>(
  client: Client,
  operations: readonly Operation[],
  settings: ClientSettings,
  querySerializer: (query: Record<string, unknown>) => string,
): { wire: Client; call: Call } {
  const known = new Map(operations.map((operation) => [`${operation.method} ${operation.path}`, operation]));
  const { auth, onAttempt, projectId, requestsPerSecond } = settings;
  const pacing = requestsPerSecond ? [paceWith(projectId, requestsPerSecond)] : [];
  const middlewares = [retryWith(onAttempt), ...pacing, timeout, auth.authorize];
  const chainOn = (fetch: typeof globalThis.fetch): HttpSend => composeFetch(middlewares, sendWith(fetch));
  const chain = chainOn(settings.fetch);
  const original: OpenApiFetchClient = { request: client.request, use: client.use };
  const send = original.request as (method: string, path: string, init: object) => Promise<WireAnswer>;
  const use = original.use as (...middleware: unknown[]) => void;
  let watched = false;

  /** Sends by way of `openapi-fetch`, which makes the request by itself. */
  const sendSpecially = async (call: HttpRequest, path: string, init: WireInit): Promise<WireAnswer> => {
    const { fetch, parseAs = "json" } = init;
    const exchange = fetch ? chainOn((url, options) => fetch(new Request(url, options))) : chain;
    const answer = await send(call.method, path, {
      ...init,
      // JSON is read as text by openapi-fetch and parsed below, where a body that is not JSON gets an error of ours.
      parseAs: parseAs === "json" ? "text" : parseAs,
      fetch: async (request: Request) => {
        const { url, method, signal, redirect } = request;
        const headers = Object.fromEntries(request.headers);
        const body = request.body === null ? null : await request.arrayBuffer();
        return readable(await exchange({ ...call, url, method, headers, body, signal, init: { redirect } }));
      },
    });
    if (parseAs !== "json" || typeof answer.data !== "string") return answer;
    return { ...answer, data: readJson(call, answer.response, answer.data) };
  };

  const run: WireRun = async (operation, method, path, init = {}) => {
    const startedAtMs = performance.now();
    const subject = operation?.id ?? `${method} ${path}`;
    const {
      params = {},
      body,
      headers,
      signal = null,
      timeoutMs = settings.timeoutMs,
      deadlineMs = settings.deadlineMs,
      retry,
      baseUrl,
      ...further
    } = init;
    checkLimit(subject, "timeoutMs", timeoutMs);
    checkLimit(subject, "deadlineMs", deadlineMs);
    const filledPath = fillPath(path, params.path ?? {}, subject);
    if (operation?.bounds) checkBounds(body, operation.bounds, subject);
    const ownHeaders = { ...checkHeaders(subject, headers), ...checkHeaders(subject, params.header) };
    if (baseUrl !== undefined) checkBaseUrl(subject, baseUrl, settings.allowInsecureRequests);

    const call: HttpRequest = {
      url: settings.baseUrl + filledPath,
      method,
      headers: { ...(body === undefined ? undefined : JSON_CONTENT), ...settings.headers, ...ownHeaders },
      body: null,
      signal,
      init: further,
      operation,
      startedAtMs,
      deadlineMs,
      timeoutMs,
      retry: resolveRetry(subject, retry, settings.retry),
      progress: { attempts: 0, outcome: "not-sent" },
    };
    const { progress } = call;
    if (watched || isSpecial(init) || "content-type" in ownHeaders || body instanceof FormData) {
      return { answer: await sendSpecially(call, path, init), progress };
    }
    const query = querySerializer({ ...params.query });
    const url = call.url + (query && `?${query}`);
    const response = await chain({ ...call, url, body: JSON.stringify(body) ?? null });
    return { answer: await readAnswer(call, response), progress };
  };

  const request = async (givenMethod: string, path: string, init?: WireInit): Promise<WireAnswer> => {
    const method = givenMethod.toUpperCase();
    return (await run(known.get(`${method} ${path}`), method, path, init)).answer;
  };
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

/** Whether a call asks for what only `openapi-fetch` does. */
function isSpecial(init: WireInit): boolean {
  return (
    init.fetch !== undefined ||
    init.parseAs !== undefined ||
    init.baseUrl !== undefined ||
    init.middleware !== undefined ||
    init.Request !== undefined ||
    init.querySerializer !== undefined ||
    init.bodySerializer !== undefined ||
    init.pathSerializer !== undefined
  );
}
