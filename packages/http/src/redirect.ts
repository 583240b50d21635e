import type { HttpRequest } from "./fetch.ts";

/** Statuses that ask for the same request elsewhere. */
const FOLLOWED = [307, 308];
/** Statuses that ask for a GET elsewhere, which is the same request if it was one. */
const SAFELY_FOLLOWED = [301, 302, 303, ...FOLLOWED];
/** What says who is asking, and goes nowhere but to the origin it was meant for. */
const CREDENTIALS = ["authorization", "cookie", "proxy-authorization"];

/**
 * The request that an answer asks for in the place of the one it answers; `undefined` if the answer stands.
 *
 * Platforms turn a redirected POST into a GET for 301, 302 and 303: a send would then seem to have succeeded that was
 * never made. Here GET and HEAD follow these, every method follows 307 and 308, and none goes from https to http.
 * Credentials are dropped for good where the origin changes.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-15.4
 */
export function redirected(request: HttpRequest, answer: Response): HttpRequest | undefined {
  const { method, url, headers } = request;
  const isSafe = method === "GET" || method === "HEAD";
  if (!(isSafe ? SAFELY_FOLLOWED : FOLLOWED).includes(answer.status)) return undefined;
  const location = answer.headers.get("location");
  if (location === null || !URL.canParse(location, url)) return undefined;
  const [from, to] = [new URL(url), new URL(location, url)];
  if (to.protocol !== "https:" && to.protocol !== from.protocol) return undefined;
  return { ...request, url: to.href, headers: to.origin === from.origin ? headers : withoutCredentials(headers) };
}

function withoutCredentials(headers: HttpRequest["headers"]): HttpRequest["headers"] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !CREDENTIALS.includes(name)));
}
