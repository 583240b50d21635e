import { ConnectionError } from "./errors.ts";
import type { HttpRequest, HttpSend } from "./fetch.ts";
import { redirected } from "./redirect.ts";
import { describeRequest, requestInfo } from "./request-info.ts";
import { sentOnce } from "./sent-once.ts";

const MOST_REDIRECTS = 5;

/**
 * Makes the innermost step of the chain: one exchange through the platform's `fetch`, the answer's body included.
 *
 * The body is read here, so that an answer which breaks off is a failed attempt and not a surprise to whoever reads it.
 * It stays readable by `arrayBuffer()`, any number of times: a second `Response` around it would cost a tenth of the call.
 *
 * Redirects to the same request elsewhere are followed here, five times at most, unless the request's `init` has another
 * `redirect`; any other redirect is the answer.
 *
 * @param fetch The platform's `fetch`, or one that behaves like it.
 * @returns A sender whose answers are complete.
 * The sender throws {@link ConnectionError} when no complete answer came.
 */
export function sendWith(fetch: typeof globalThis.fetch): HttpSend {
  return (request) => exchange(fetch, request, MOST_REDIRECTS);
}

async function exchange(
  fetch: typeof globalThis.fetch,
  request: HttpRequest,
  redirectsLeft: number,
): Promise<Response> {
  const { url, method, headers, body, signal, init, progress } = request;
  const { redirect = "follow" } = init;
  const follows = redirect === "follow";
  // The attempt may have ended while its token was awaited, and a `fetch` that ignores its signal would still send it.
  signal?.throwIfAborted();
  progress.outcome = "unknown";
  let response: Response;
  try {
    response = await fetch(url, {
      ...init,
      redirect: follows ? "manual" : redirect,
      method,
      headers,
      body: sentOnce(body),
      signal,
    });
  } catch (cause) {
    throw connectionError(request, cause);
  }
  let bytes: ArrayBuffer;
  try {
    // Of what HTTP has no status for, nothing can be told; a browser hides redirects behind a 0.
    if (response.status < 200 || response.status > 599) throw new RangeError("the status is none of HTTP");
    bytes = await response.arrayBuffer();
  } catch (cause) {
    const message = `${describeRequest(request)}: the answer broke off or is malformed, status ${response.status}`;
    throw new ConnectionError(message, { ...requestInfo(request), ...progress, cause });
  }
  if (response.status >= 400 && response.status < 500) progress.outcome = "rejected";
  // A response that a caller's `fetch` made by itself has no URL.
  if (response.url === "") Object.defineProperty(response, "url", { value: url });
  const next = follows && redirectsLeft > 0 ? redirected(request, response) : undefined;
  if (next) return exchange(fetch, next, redirectsLeft - 1);
  response.arrayBuffer = async () => bytes;
  return response;
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
  if ("syscall" in error || "code" in error) return error;
  // Deno has it in words only: these are its HTTP library's for a host, a connection or TLS that could not be had.
  return error.message.includes("client error (Connect)") ? { syscall: "connect" } : systemFailure(error.cause);
}

/** Whether the failure came before there was a connection, so that no byte of the request can have arrived. */
function neverConnected(failure: SystemFailure): boolean {
  // Node's error over all the addresses it tried carries one's code and no syscall; theirs carry both.
  if (failure instanceof AggregateError) return failure.errors.every((one) => neverConnected(systemFailure(one)));
  const { code, syscall } = failure;
  if (syscall === "connect" || syscall === "getaddrinfo") return true;
  // The server's certificate was refused, before anything was sent. OpenSSL's own errors can come later too.
  if (typeof code === "string" && /^(?!ERR_SSL_).*CERT|^UNABLE_TO_VERIFY/.test(code)) return true;
  // undici and Bun have codes of their own.
  return (
    code === "ECONNREFUSED" ||
    code === "ENOTFOUND" ||
    code === "UND_ERR_CONNECT_TIMEOUT" ||
    code === "ConnectionRefused"
  );
}
