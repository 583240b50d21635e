import type { Attempt, OnAttempt } from "./chain/retry.ts";

/** What {@link logTo} writes to, such as `console` or a logger of pino or winston. */
export interface Logger {
  debug(...args: never[]): void;
  warn(...args: never[]): void;
  error(...args: never[]): void;
}

/** Options of {@link logTo}. */
export interface LogOptions {
  /**
   * Whether the logger takes the fields before the message, as pino does, or after it, as `console` and winston do.
   * @default true for a logger that has `bindings()`, as those of pino and Fastify have
   */
  fieldsFirst?: boolean | undefined;
}

/**
 * Makes an `onAttempt` that logs each attempt as one line with fields: a success as `debug`, an attempt that is retried as
 * `warn`, a failure as `error`.
 *
 * The line has method, URL without query, status or error, duration and wait; no header, no body and no credential. The URL
 * holds the ids of the path.
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
