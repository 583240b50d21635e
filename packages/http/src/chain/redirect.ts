import type { HttpRequest } from "./request.ts";

/** Statuses that ask for the same request elsewhere. */
const FOLLOWED = [307, 308];
/** Statuses that ask for a GET elsewhere, which is the same request if it was one. */
const SAFELY_FOLLOWED = [301, 302, 303, ...FOLLOWED];
/**
 * The request that a redirect asks for; `undefined` if the response stands.
 *
 * Platforms turn a redirected POST into a GET for 301, 302 and 303: a send would then seem to have succeeded that was
 * never made. Here GET and HEAD follow these, every method follows 307 and 308, and none goes from https to http. To
 * another origin, only GET and HEAD are followed, and nothing goes along that was meant for the first: no header, no body.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-15.4
 */
export function redirected(request: HttpRequest, response: Response): HttpRequest | undefined {
  const { method, url, headers } = request;
  const isSafe = method === "GET" || method === "HEAD";
  if (!(isSafe ? SAFELY_FOLLOWED : FOLLOWED).includes(response.status)) return undefined;
  const location = response.headers.get("location");
  if (location === null || !URL.canParse(location, url)) return undefined;
  const [from, to] = [new URL(url), new URL(location, url)];
  if (to.protocol !== "https:" && to.protocol !== from.protocol) return undefined;
  // A platform refuses a URL with credentials, and quotes it.
  to.username = to.password = "";
  if (to.origin === from.origin) return { ...request, url: to.href };
  return isSafe ? { ...request, url: to.href, headers: userAgentOf(headers), body: null } : undefined;
}

function userAgentOf({ "user-agent": userAgent }: HttpRequest["headers"]): HttpRequest["headers"] {
  return userAgent === undefined ? {} : { "user-agent": userAgent };
}
