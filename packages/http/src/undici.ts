/**
 * A faster `fetch` for Node.js, over the package `undici`.
 *
 * @module
 */
import { isAnyArrayBuffer } from "node:util/types";
import type { Dispatcher } from "undici";
import { dispatcherWith, type UndiciFetchOptions } from "./undici/dispatcher.ts";
import { Exchange } from "./undici/exchange.ts";

export type { UndiciFetchOptions };

/**
 * Makes a `fetch` that hands requests to undici's dispatcher itself, at a fraction of what the platform's `fetch` costs.
 *
 * Hand it to a client, and to `oauth2()` if you like: all that have the same one share its connections, 256 to an origin
 * unless you say otherwise. It sends what they send: text or bytes, to a URL. It follows no redirects, which the clients do
 * by themselves, and asks for no compression, but decodes what came as gzip, deflate or br all the same. A response is
 * returned when it has arrived whole, or has broken off: reading its body then fails. An idle connection does not keep the
 * process alive.
 *
 * @throws {TypeError} An option is wrong; names it.
 * @throws {TypeError} (from the call) The body is neither text nor bytes, or `redirect` is `"error"` and the response is a
 * redirect.
 * @throws (from the call) The reason of the signal, if it was aborted, or what undici fails with where no response came.
 */
export function undiciFetch(options: UndiciFetchOptions = {}): typeof globalThis.fetch {
  const dispatcherNow = dispatcherWith(options);
  return (input, init = {}) =>
    new Promise((resolve, reject) => {
      const url = new URL(String(input));
      const { origin, pathname, search } = url;
      const method = (init.method ?? "GET") as Dispatcher.HttpMethod;
      const request = { origin, path: pathname + search, method, headers: headersOf(init), body: bodyOf(init) };
      if (init.signal?.aborted) return reject(init.signal.reason);
      dispatcherNow().dispatch(request, new Exchange(url.href, init, resolve, reject));
    });
}

/** Jest and `node:vm` run programs in a realm of their own, whose classes are not those of this module: shapes decide. */
function headersOf({ headers = {} }: RequestInit): Record<string, string> | Headers {
  return Symbol.iterator in headers ? new Headers(headers) : headers;
}

function bodyOf({ body }: RequestInit): string | Uint8Array | null {
  if (body === null || body === undefined) return null;
  if (typeof body === "string") return body;
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  if (isAnyArrayBuffer(body)) return new Uint8Array(body);
  throw new TypeError("undiciFetch: body is neither text nor bytes");
}
