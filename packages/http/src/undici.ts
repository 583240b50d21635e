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
 * Creates a `fetch` that passes requests directly to undici's dispatcher, at a fraction of the cost of the platform's
 * `fetch`.
 *
 * Pass it to a client, and to `oauth2()` if you like: everything that uses the same `fetch` shares its connections, 256
 * per origin by default. It sends text or bytes to a URL, as the clients do. It does not follow redirects (the clients
 * do), and does not request compression, but decodes gzip, deflate and br responses anyway. It resolves when the
 * response has arrived completely or has been cut off; in that case, reading its body fails. An idle connection does
 * not keep the process alive.
 *
 * @throws {TypeError} An option is wrong; names it.
 * @throws {TypeError} (from the call) The body is neither text nor bytes, or `redirect` is `"error"` and the response is a
 * redirect.
 * @throws (from the call) The reason of the signal, if it was aborted, or undici's error if there was no response.
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
