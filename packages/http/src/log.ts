import type { Attempt, OnAttempt } from "./chain/retry.ts";

/** A logger that {@link logTo} writes to, such as `console`, or a pino or winston logger. */
export interface Logger {
  debug(...args: never[]): void;
  warn(...args: never[]): void;
  error(...args: never[]): void;
}

/** Options of {@link logTo}. */
export interface LogOptions {
  /**
   * Whether the logger expects the fields before the message, like pino, or after it, like `console` and winston.
   * @default true for a logger with a `bindings()` method, such as pino's and Fastify's
   */
  fieldsFirst?: boolean | undefined;
}

/**
 * Returns an `onAttempt` that logs each attempt as one line with fields: a success as `debug`, an attempt that is
 * retried as `warn`, a failure as `error`.
 *
 * The line has the method, URL without query, status or error, duration and wait, and no headers, bodies or
 * credentials. The URL contains the ids in the path.
 */
export function logTo(logger: Logger, options: LogOptions = {}): OnAttempt {
  const { fieldsFirst = "bindings" in logger } = options;
  return (attempt) => {
    const { error, ...fields } = attempt;
    const message = messageOf(attempt);
    const all = { ...fields, ...(error && { error: error.name, outcome: error.outcome }) };
    const args = fieldsFirst ? [all, message] : [message, all];
    logger[levelOf(attempt)](...(args as never[]));
  };
}

function levelOf({ status, retryDelayMs }: Attempt): "debug" | "warn" | "error" {
  if (retryDelayMs !== undefined) return "warn";
  return status !== undefined && status < 400 ? "debug" : "error";
}

function messageOf({ method, url, status, error, durationMs, attempt, retryDelayMs }: Attempt): string {
  const ended = `${method} ${url}: ${status ?? error?.name} in ${Math.round(durationMs)} ms, attempt ${attempt}`;
  return retryDelayMs === undefined ? ended : `${ended}, again in ${Math.round(retryDelayMs)} ms`;
}
