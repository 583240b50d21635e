import { ConnectionError, SinchFetchError } from "../errors/errors.ts";
import { worse } from "../errors/outcome.ts";
import { isControlFlow, neverConnected, plainText, platformCause, systemFailure } from "../errors/platform-error.ts";
import { redirected } from "./redirect.ts";
import { describeRequest, type HttpRequest, type HttpSend, requestInfo } from "./request.ts";
import { readBody } from "./response-body.ts";

const MOST_REDIRECTS = 5;

/**
 * Makes the innermost step of the chain: one exchange through the platform's `fetch`, the response's body included.
 *
 * The body is read here, so that a response which breaks off is a failed attempt and not a surprise to whoever reads it.
 * It stays readable by `arrayBuffer()`, any number of times: a second `Response` around it would cost a tenth of the call.
 *
 * Redirects to the same request elsewhere are followed here, five times at most, unless the request's `init` has another
 * `redirect`; any other redirect is the response.
 *
 * @param fetch The platform's `fetch`, or one that behaves like it.
 * @returns A sender whose responses are complete. It throws a `ConnectionError` when no complete response came, and what a
 * framework throws as its control flow as it is.
 */
export function sendWith(fetch: typeof globalThis.fetch): HttpSend {
  return (request) => exchange(fetch, request, MOST_REDIRECTS);
}

async function exchange(
  fetch: typeof globalThis.fetch,
  request: HttpRequest,
  redirectsLeft: number,
): Promise<Response> {
  const { url, method, headers, body, signal, init, maxResponseBytes } = request;
  const { redirect = "follow" } = init;
  const follows = redirect === "follow";
  let response: Response;
  try {
    const sent: RequestInit & { maxResponseBytes: number } = {
      ...init,
      ...(init.cache === undefined && noStore()),
      redirect: follows ? "manual" : redirect,
      method,
      headers,
      body: sentOnce(body),
      signal,
      maxResponseBytes,
    };
    response = await fetch(url, sent);
  } catch (cause) {
    throw isControlFlow(cause) ? cause : connectionError(request, cause);
  }
  if (typeof Object(response).arrayBuffer !== "function") {
    const message = `${describeRequest(request)}: fetch returned ${typeof response}, expected a Response`;
    throw new SinchFetchError(message, detailsOf(request, "unknown"));
  }
  let bytes: ArrayBuffer;
  try {
    // Of what HTTP has no status for, nothing can be known; a browser hides redirects behind a 0.
    if (!(response.status >= 200 && response.status <= 599)) throw new RangeError("the status is not an HTTP status");
    bytes = await readBody(response, maxResponseBytes);
  } catch (cause) {
    const message = `${describeRequest(request)}: the response broke off or is malformed, status ${response.status}`;
    throw new ConnectionError(message, { ...detailsOf(request, "unknown"), cause: platformCause(cause) });
  }
  // A response that a caller's `fetch` made itself has no URL.
  if (response.url === "") Object.defineProperty(response, "url", { value: url });
  const next = follows && redirectsLeft > 0 ? redirected(request, response) : undefined;
  if (next) return exchange(fetch, next, redirectsLeft - 1);
  response.arrayBuffer = async () => bytes;
  return response;
}

function detailsOf(request: HttpRequest, outcome: "not-sent" | "unknown") {
  return { ...requestInfo(request), attempts: request.attempts, outcome: worse(request.outcome, outcome) };
}

function connectionError(request: HttpRequest, cause: unknown): ConnectionError {
  const failure = systemFailure(cause);
  const outcome = neverConnected(failure) ? "not-sent" : "unknown";
  const reason = typeof failure.code === "string" ? plainText(failure.code) : "the connection failed";
  const details = { ...detailsOf(request, outcome), cause: platformCause(cause) };
  return new ConnectionError(`${describeRequest(request)}: no response, ${reason}`, details);
}

let noStoreInit: RequestInit | undefined;

/**
 * What keeps a request out of every cache, such as the one that Next.js puts behind `fetch`: a send that is served from
 * it reaches nobody. Empty on Cloudflare's older compatibility dates, which refuse the member and have no such cache.
 */
export function noStore(): RequestInit {
  if (!noStoreInit) {
    const init: RequestInit = { cache: "no-store" };
    try {
      new Request("http://localhost", init);
      noStoreInit = init;
    } catch {
      noStoreInit = {};
    }
  }
  return noStoreInit;
}

/**
 * The same body in a form that the platform sends once.
 *
 * Deno itself repeats a request when a connection that it had kept open breaks, even if the server has had all of
 * it: a send would reach a person twice. It can do so with a text and with bytes, and not with a `Blob`.
 *
 * @see https://github.com/denoland/deno/pull/36415
 */
export function sentOnce(body: HttpRequest["body"]): HttpRequest["body"] {
  const isRepeated = "Deno" in globalThis && (typeof body === "string" || body instanceof ArrayBuffer);
  return isRepeated ? new Blob([body]) : body;
}
