import type { HttpRequest } from "./fetch.ts";

/**
 * The same body in a form that the platform sends once.
 *
 * Deno makes a request again by itself when a connection that it had kept open breaks, even if the server has had all of
 * it: a send would reach a person twice. It can do so with a text and with bytes, and not with a `Blob`.
 *
 * @see https://github.com/denoland/deno/pull/36415
 */
export function sentOnce(body: HttpRequest["body"]): HttpRequest["body"] {
  const isRepeated = "Deno" in globalThis && (typeof body === "string" || body instanceof ArrayBuffer);
  return isRepeated ? new Blob([body]) : body;
}
