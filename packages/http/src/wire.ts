import { readJson } from "./answer.ts";
import { type Bounds, checkBounds } from "./bounds.ts";
import { type Call, callWith } from "./call.ts";
import { type ClientSettings, checkTimeout } from "./client-options.ts";
import { composeFetch, type HttpSend } from "./fetch.ts";
import { checkHeaders } from "./headers.ts";
import type { Operation } from "./operation.ts";
import { bodyOf, OutgoingRequest } from "./outgoing-request.ts";
import { checkPath } from "./path.ts";
import { sendWith } from "./send.ts";
import { timeout } from "./timeout.ts";
import type { WireAnswer, WireInit, WireRequest } from "./wire-request.ts";

/** The part of an `openapi-fetch` client that is replaced or called; any such client is one. */
export interface OpenApiFetchClient {
  request(...args: never[]): Promise<unknown>;
  use(...middleware: never[]): void;
}

const METHODS = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"] as const;

/**
 * Puts an `openapi-fetch` client onto our chain: each of its calls is checked against the description before anything
 * is sent, then goes through timeout, auth and the platform's `fetch`.
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
  const chainOn = (fetch: typeof globalThis.fetch): HttpSend =>
    composeFetch([timeout, settings.auth.authorize], sendWith(fetch));
  const chain = chainOn(settings.fetch);
  const original: OpenApiFetchClient = { request: client.request, use: client.use };
  const send = original.request as (method: string, path: string, init: object) => Promise<WireAnswer>;
  const use = original.use as (...middleware: unknown[]) => void;
  let watched = false;

  const request: WireRequest = async (givenMethod, path, init = {}) => {
    const method = givenMethod.toUpperCase();
    const operation = known.get(`${method} ${path}`);
    const { timeoutMs = settings.timeoutMs, fetch, parseAs = "json", ...rest } = init;
    checkCall(operation?.id ?? `${method} ${path}`, path, { ...rest, timeoutMs }, operation?.bounds);

    const exchange = fetch ? chainOn((url, options) => fetch(new Request(url, options))) : chain;
    const answer = await send(method, path, {
      ...rest,
      // JSON is read as text by openapi-fetch and parsed below, where a body that is not JSON gets an error of ours.
      parseAs: parseAs === "json" ? "text" : parseAs,
      ...(watched || rest.middleware?.length ? {} : { Request: OutgoingRequest }),
      fetch: async (outgoing: OutgoingRequest | Request) =>
        exchange({
          url: outgoing.url,
          method: outgoing.method,
          headers: outgoing.headers,
          body: await bodyOf(outgoing),
          signal: outgoing.signal,
          init: { redirect: outgoing.redirect },
          operation,
          timeoutMs,
          progress: { outcome: "not-sent" },
        }),
    });
    if (parseAs !== "json" || typeof answer.data !== "string") return answer;
    return { ...answer, data: readJson({ method, operation }, answer.response, answer.data) };
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
  return { wire, call: callWith(request) };
}

function checkCall(subject: string, path: string, init: WireInit, bounds: Bounds | undefined): void {
  checkTimeout(subject, init.timeoutMs);
  checkPath(path, init.params?.path ?? {}, subject);
  if (bounds) checkBounds(init.body, bounds, subject);
  if (init.headers !== undefined && !(init.headers instanceof Headers)) checkHeaders(subject, init.headers);
}
