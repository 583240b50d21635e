import { ConnectionError } from "./errors.ts";
import type { HttpRequest, HttpSend } from "./fetch.ts";
import { describeRequest, requestInfo } from "./request-info.ts";

/** Statuses whose answers have no body, for which `Response` refuses one. */
const BODILESS = new Set([204, 205, 304]);

/**
 * Makes the innermost step of the chain: one exchange through the platform's `fetch`, the answer's body included.
 *
 * The body is read here, so that an answer which breaks off is a failed attempt and not a surprise to whoever reads it.
 *
 * @param fetch The platform's `fetch`, or one that behaves like it.
 * @returns A sender whose answers are complete.
 * The sender throws {@link ConnectionError} when no complete answer came.
 */
export function sendWith(fetch: typeof globalThis.fetch): HttpSend {
  return async (request) => {
    const { url, method, headers, body, signal, init, progress } = request;
    // The attempt may have ended while its token was awaited, and a `fetch` that ignores its signal would still send it.
    signal?.throwIfAborted();
    progress.outcome = "unknown";
    let response: Response;
    try {
      response = await fetch(url, { ...init, method, headers, body, signal });
    } catch (cause) {
      throw connectionError(request, cause);
    }
    let answer: Response;
    try {
      answer = complete(response, await response.arrayBuffer(), url);
    } catch (cause) {
      const message = `${describeRequest(request)}: the answer broke off or is malformed, status ${response.status}`;
      throw new ConnectionError(message, { ...requestInfo(request), ...progress, cause });
    }
    if (answer.status >= 400 && answer.status < 500) progress.outcome = "rejected";
    return answer;
  };
}

/** The same answer with its body in memory. */
function complete(response: Response, bytes: ArrayBuffer, requestUrl: string): Response {
  const { status, headers, url, redirected } = response;
  // Servers write any bytes here, which a platform decodes and then refuses.
  const statusText = response.statusText.replace(/[^\t\x20-\x7e]/g, "?");
  const copy = new Response(BODILESS.has(status) ? null : bytes, { status, statusText, headers });
  // A response that a caller's `fetch` made by itself has no URL.
  return Object.defineProperties(copy, { url: { value: url || requestUrl }, redirected: { value: redirected } });
}

function connectionError(request: HttpRequest, cause: unknown): ConnectionError {
  const failure = systemFailure(cause);
  const outcome = neverConnected(failure) ? "not-sent" : "unknown";
  const reason = typeof failure.code === "string" ? failure.code : "the connection failed";
  return new ConnectionError(`${describeRequest(request)}: no answer, ${reason}`, {
    ...requestInfo(request),
    ...request.progress,
    outcome,
    cause,
  });
}

interface SystemFailure {
  readonly code?: unknown;
  readonly syscall?: unknown;
}

/** The system's error behind a platform's `TypeError: fetch failed`. */
function systemFailure(error: unknown): SystemFailure {
  if (!(error instanceof Error)) return {};
  return "syscall" in error || "code" in error ? error : systemFailure(error.cause);
}

/** Whether the failure came before there was a connection, so that no byte of the request can have arrived. */
function neverConnected(failure: SystemFailure): boolean {
  // Node's error over all the addresses it tried carries one's code and no syscall; theirs carry both.
  if (failure instanceof AggregateError) return failure.errors.every((one) => neverConnected(systemFailure(one)));
  const { code, syscall } = failure;
  if (syscall === "connect" || syscall === "getaddrinfo") return true;
  // undici and Bun have codes of their own.
  return (
    code === "ECONNREFUSED" ||
    code === "ENOTFOUND" ||
    code === "UND_ERR_CONNECT_TIMEOUT" ||
    code === "ConnectionRefused"
  );
}
