import { chainWith } from "../chain/chain.ts";
import type { HttpRequest } from "../chain/request.ts";
import { readable } from "../chain/response-body.ts";
import type { Exchange } from "../chain/retry.ts";
import type { ClientSettings } from "../client-options.ts";
import type { Operation } from "../operation.ts";
import { type Call, callWith } from "./call.ts";
import { requestOf } from "./call-request.ts";
import { readJson, readResponse } from "./read-response.ts";
import { tracedCallOf } from "./traced-call.ts";
import { withoutUnset } from "./unset.ts";
import type { Asked, WireInit, WireResult, WireRun } from "./wire-run.ts";

/** The part of an `openapi-fetch` client that is replaced or called; any such client is one. */
export interface OpenApiFetchClient {
  request(...args: never[]): Promise<unknown>;
  use(...middleware: never[]): void;
}

const METHODS = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"] as const;

/**
 * Puts an `openapi-fetch` client onto our chain: each of its calls is checked against the description before anything
 * is sent, then goes through retry, queue, pace, timeout, auth and the platform's `fetch`.
 *
 * A call that asks for nothing special goes onto the chain at once, with the request that `openapi-fetch` would make: its
 * way there costs as much as the whole chain. Middlewares and options of `openapi-fetch` are left to it.
 *
 * @param client Made with the settings' `baseUrl` and `headers`.
 * @param operations What the client's description knows.
 * @param querySerializer The one that `client` was made with.
 * @returns The same client with the same types, and the function that resource methods call. A call rejects with
 * `TypeError` or `RangeError` for a bad argument and with a `SinchFetchError` if there was no usable response; at the wire
 * level an HTTP error status is a result.
 */
export function onChain<Client extends OpenApiFetchClient>(
  client: Client,
  operations: readonly Operation[],
  settings: ClientSettings,
  querySerializer: (query: Record<string, unknown>) => string,
): { wire: Client; call: Call } {
  const known = new Map(operations.map((operation) => [`${operation.method} ${operation.path}`, operation]));
  const chain = chainWith(settings, settings.fetch);
  const traced = tracedCallOf(settings.urlTemplate);
  const original: OpenApiFetchClient = { request: client.request, use: client.use };
  const send = original.request as (method: string, path: string, init: object) => Promise<WireResult>;
  const use = original.use as (...middleware: unknown[]) => void;
  let isWatched = false;

  /** Sends through `openapi-fetch`, which builds the `Request` itself. */
  const sendSpecially = async (call: HttpRequest, path: string, init: WireInit) => {
    const { fetch, parseAs = "json" } = init;
    const ownChain = fetch ? chainWith(settings, (url, options) => fetch(new Request(url, options))) : chain;
    // A middleware may respond itself, without any attempt.
    let asked: Asked = call;
    const result = await send(call.method, path, {
      ...init,
      bodySerializer: init.bodyText ?? init.bodySerializer,
      // JSON is read as text by openapi-fetch and parsed below, where a body that is not JSON gets an error of ours.
      parseAs: parseAs === "json" ? "text" : parseAs,
      fetch: async (request: Request) => {
        const { url, method, signal, redirect } = request;
        const headers = Object.fromEntries(request.headers);
        const body = request.body === null ? null : await request.arrayBuffer();
        const exchange = await ownChain({
          ...call,
          url,
          method,
          headers,
          body,
          signal,
          init: { ...call.init, redirect },
        });
        asked = askedOf(call, exchange);
        return readable(exchange.response);
      },
    });
    if (parseAs === "json" && typeof result.data === "string") {
      return { result: { ...result, data: readJson(asked, result.response, result.data) }, asked };
    }
    return { result, asked };
  };

  const run: WireRun = async (operation, method, path, given = {}) => {
    const call = requestOf(settings, operation, method, path, given);
    const init = operation?.unset ? { ...given, body: withoutUnset(given.body, operation.unset) } : given;
    if (isWatched || isSpecial(init, call)) return sendSpecially(call, path, init);
    const query = querySerializer({ ...init.params?.query });
    const url = call.url + (query && `?${query}`);
    const exchange = await chain({
      ...call,
      url,
      body: init.bodyText?.(init.body) ?? JSON.stringify(init.body) ?? null,
    });
    const asked = askedOf(call, exchange);
    return { result: await readResponse(asked, exchange.response), asked };
  };

  const request = async (givenMethod: string, path: string, init?: WireInit): Promise<WireResult> => {
    const method = givenMethod.toUpperCase();
    const operation = known.get(`${method} ${path}`);
    return traced(operation, method, async (seen) => {
      const { result, asked } = await run(operation, method, path, init);
      seen?.(result.response, asked);
      return result;
    });
  };
  const methods = METHODS.map((method) => [method, (path: string, init?: WireInit) => request(method, path, init)]);
  const wire = Object.assign(client, Object.fromEntries(methods), {
    request,
    use(...middleware: unknown[]): void {
      // Stays so after eject(), since the same middleware can be registered more than once.
      isWatched = true;
      use(...middleware);
    },
  });
  return { wire, call: callWith(run, traced) };
}

function askedOf({ method, operation }: HttpRequest, { attempts, outcome }: Exchange): Asked {
  return { method, operation, attempts, outcome };
}

/** Whether a call asks for what only `openapi-fetch` does. */
function isSpecial(init: WireInit, call: HttpRequest): boolean {
  return (
    init.fetch !== undefined ||
    init.parseAs !== undefined ||
    init.baseUrl !== undefined ||
    init.middleware !== undefined ||
    init.Request !== undefined ||
    init.querySerializer !== undefined ||
    init.bodySerializer !== undefined ||
    init.pathSerializer !== undefined ||
    // Not instanceof: it may be of another realm.
    Object.prototype.toString.call(init.body) === "[object FormData]" ||
    (call.headers["content-type"] ?? JSON_TYPE) !== JSON_TYPE
  );
}

const JSON_TYPE = "application/json";
