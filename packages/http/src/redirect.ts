import type { FetchMiddleware, HttpRequest } from "./fetch.ts";

const MOST_REDIRECTS = 5;
/** Statuses that ask for the same request elsewhere. */
const FOLLOWED = [307, 308];
/** Statuses that ask for a GET elsewhere, which is the same request if it was one. */
const SAFELY_FOLLOWED = [301, 302, 303, ...FOLLOWED];
/** What says who is asking, and goes nowhere but to the origin it was meant for. */
const CREDENTIALS = ["authorization", "cookie", "proxy-authorization"];

/**
 * Follows redirects that ask for the same request elsewhere, and leaves any other as the answer.
 *
 * Platforms turn a redirected POST into a GET for 301, 302 and 303: a send would then seem to have succeeded that was
 * never made. Here GET and HEAD follow these, and every method follows 307 and 308, five times at most and never from
 * https to http. Credentials are dropped for good where the origin changes.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-15.4
 */
export const redirect: FetchMiddleware = async (request, next) => {
  if (request.init.redirect !== "follow") return next(request);
  let current: HttpRequest = { ...request, init: { ...request.init, redirect: "manual" } };
  for (let redirects = 0; ; redirects++) {
    const response = await next(current);
    const target = redirects < MOST_REDIRECTS ? targetOf(response, current) : undefined;
    if (!target) return response;
    current = { ...current, url: target.href, headers: headersFor(target, current) };
  }
};

function targetOf(response: Response, { method, url }: HttpRequest): URL | undefined {
  const isSafe = method === "GET" || method === "HEAD";
  if (!(isSafe ? SAFELY_FOLLOWED : FOLLOWED).includes(response.status)) return undefined;
  const location = response.headers.get("location");
  if (location === null || !URL.canParse(location, url)) return undefined;
  const target = new URL(location, url);
  return target.protocol === "https:" || target.protocol === new URL(url).protocol ? target : undefined;
}

function headersFor(target: URL, { url, headers }: HttpRequest): HttpRequest["headers"] {
  if (target.origin === new URL(url).origin) return headers;
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !CREDENTIALS.includes(name)));
}
