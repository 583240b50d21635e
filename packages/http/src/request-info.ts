import type { RequestInfo } from "./errors.ts";
import type { HttpRequest } from "./fetch.ts";

/** What an error may say of a request: the query is left out, since it can hold personal data. */
export function requestInfo({
  method,
  url,
  operation,
}: Pick<HttpRequest, "method" | "url" | "operation">): RequestInfo {
  return { method, url: url.replace(/[?#].*$/s, ""), operation: operation?.id };
}

/** How a message names a request: its method and URL. */
export function describeRequest(request: HttpRequest): string {
  const { method, url } = requestInfo(request);
  return `${method} ${url}`;
}
