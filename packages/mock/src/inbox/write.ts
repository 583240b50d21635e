import type { ServerResponse } from "node:http";
import type { Answer } from "../exchange/answer.ts";

/** What a browser may load on the page: what the mock serves, and nothing else. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** The headers of all that the page and its API respond. */
export const SAFE_HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy": POLICY,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
};

/** Writes a response. */
export function write(response: ServerResponse, { status, headers, body }: Answer): void {
  const content =
    body === undefined ? "" : typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body);
  response.writeHead(status, { ...SAFE_HEADERS, ...headers, "content-length": Buffer.byteLength(content) });
  response.end(content);
}
