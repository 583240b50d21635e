/** So deep are causes followed. The platforms' own chains have three links at most; a caller's `fetch` can throw any. */
const DEEPEST = 8;

/** What a value that was thrown can hold, whichever realm or platform made it. */
interface Shape {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly code?: unknown;
  readonly syscall?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
  readonly digest?: unknown;
}

/** The members of a thrown value. By shape and not by `instanceof`, which fails for errors of another realm. */
function shapeOf(error: unknown): Shape {
  return typeof error === "object" && error !== null ? error : {};
}

/**
 * Whether a framework threw this to steer its own control flow, such as Next.js's "dynamic server usage". It must reach
 * the framework as it is.
 */
export function isControlFlow(error: unknown): boolean {
  return typeof shapeOf(error).digest === "string";
}

/** A text of a server or a platform, fit for a message: without control characters, and of bounded length. */
export function plainText(text: string): string {
  return text.slice(0, 2000).replace(/[\p{Cc}\u2028\u2029]+/gu, " ");
}

/**
 * Copies an error that a platform made, by name, code and message, its `cause` and `errors` likewise. Nothing else comes
 * along: undici's parser error holds what the server sent, and with it perhaps a live token.
 *
 * @param clean Applied to each message.
 */
export function platformCause(error: unknown, clean: (text: string) => string = plainText, depth = 0): unknown {
  if (typeof error === "string") return clean(error);
  if (typeof error !== "object" || error === null) return error;
  const { name, message, code, cause, errors } = shapeOf(error);
  const copy = new Error(typeof message === "string" ? clean(message) : "");
  const define = (key: string, value: unknown): void => {
    Object.defineProperty(copy, key, { value });
  };
  if (typeof name === "string") define("name", name);
  // It would show where the copy was made, which is of no use.
  define("stack", `${copy.name}: ${copy.message}`);
  if (typeof code === "string" || typeof code === "number") Object.assign(copy, { code });
  if (depth < DEEPEST) {
    if (cause !== undefined) define("cause", platformCause(cause, clean, depth + 1));
    if (Array.isArray(errors)) {
      define(
        "errors",
        errors.slice(0, DEEPEST).map((one) => platformCause(one, clean, depth + 1)),
      );
    }
  }
  return copy;
}

/** The system's error behind a platform's `TypeError: fetch failed`. */
export function systemFailure(error: unknown): Shape {
  let failure = shapeOf(error);
  for (let depth = 0; depth < DEEPEST; depth++) {
    if ("syscall" in failure || "code" in failure) return failure;
    // Deno has it in words only: these are its HTTP library's for a host, a connection or TLS that could not be had.
    if (String(failure.message).includes("client error (Connect)")) return { syscall: "connect" };
    // So undici and Deno name a port that the Fetch standard forbids, without a code.
    if (/^bad port$|: Requests to port \d+ are blocked$/.test(String(failure.message))) return { syscall: "connect" };
    failure = shapeOf(failure.cause);
  }
  return {};
}

/** Whether the failure came before there was a connection, so that no byte of the request can have arrived. */
export function neverConnected(failure: Shape): boolean {
  const { code, syscall, errors } = failure;
  // Node's error over all the addresses it tried carries one's code and no syscall; theirs carry both.
  if (Array.isArray(errors) && errors.length > 0) return errors.every((one) => neverConnected(systemFailure(one)));
  if (syscall === "connect" || syscall === "getaddrinfo") return true;
  if (typeof code !== "string") return false;
  // The server's certificate was refused, before anything was sent. OpenSSL's own errors can come later too.
  if (/^(?!ERR_SSL_).*CERT|^UNABLE_TO_VERIFY/.test(code)) return true;
  // undici and Bun have codes of their own.
  return ["ECONNREFUSED", "ENOTFOUND", "UND_ERR_CONNECT_TIMEOUT", "ConnectionRefused"].includes(code);
}
