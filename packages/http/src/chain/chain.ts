import type { ClientSettings } from "../client-options.ts";
import { attemptWith } from "./attempt.ts";
import { paceWith } from "./pace.ts";
import { queueWith } from "./queue.ts";
import type { FetchMiddleware, HttpRequest, HttpSend } from "./request.ts";
import { type Exchange, retryWith } from "./retry.ts";
import { sendWith } from "./send.ts";

/**
 * Makes the way of each call of a client: retry → queue → pace → timeout → auth → `fetch`.
 *
 * The queue and the pace stand outside of the timeout, so that a wait for a turn counts towards the call's deadline and not
 * towards an attempt's limit.
 */
export function chainWith(
  { auth, onAttempt, projectId, requestsPerSecond, maxConcurrentRequests, queue }: ClientSettings,
  fetch: typeof globalThis.fetch,
): (request: HttpRequest) => Promise<Exchange> {
  const paced = requestsPerSecond === undefined ? [] : [paceWith(projectId, requestsPerSecond)];
  const attempt = composeFetch([queueWith(queue, maxConcurrentRequests), ...paced], attemptWith(auth, sendWith(fetch)));
  return retryWith(onAttempt, attempt);
}

/**
 * Composes middlewares around a sender.
 *
 * @param middlewares Outermost first.
 * @param send What the innermost middleware calls.
 */
export function composeFetch(middlewares: readonly FetchMiddleware[], send: HttpSend): HttpSend {
  return middlewares.reduceRight<HttpSend>((next, middleware) => (request) => middleware(request, next), send);
}
