import { describe, expect, test, vi } from "vitest";
import type { Attempt } from "../src/chain/retry.ts";
import { TimeoutError } from "../src/errors/errors.ts";
import { logTo } from "../src/log.ts";

const url = "https://us.api.test/v1/projects/p/messages/m1";
const success: Attempt = {
  method: "GET",
  url,
  operation: "GetMessage",
  attempt: 1,
  durationMs: 12.4,
  status: 200,
  error: undefined,
  retryDelayMs: undefined,
};
const timeout = new TimeoutError("no complete response within 5 ms", { outcome: "unknown", timeoutMs: 5 });

function recordingLogger() {
  return { debug: vi.fn(), warn: vi.fn(), error: vi.fn() };
}

describe("logTo", () => {
  test.each<{ what: string; attempt: Attempt; level: "debug" | "warn" | "error"; line: string }>([
    { what: "a success", attempt: success, level: "debug", line: `GET ${url}: 200 in 12 ms, attempt 1` },
    {
      what: "an attempt that is repeated",
      attempt: { ...success, status: 503, retryDelayMs: 500.6 },
      level: "warn",
      line: `GET ${url}: 503 in 12 ms, attempt 1, again in 501 ms`,
    },
    {
      what: "a refusal",
      attempt: { ...success, status: 400, attempt: 2 },
      level: "error",
      line: `GET ${url}: 400 in 12 ms, attempt 2`,
    },
    {
      what: "an attempt without a response",
      attempt: { ...success, status: undefined, error: timeout },
      level: "error",
      line: `GET ${url}: TimeoutError in 12 ms, attempt 1`,
    },
    {
      what: "an attempt without a response that is repeated at once",
      attempt: { ...success, status: undefined, error: timeout, retryDelayMs: 0 },
      level: "warn",
      line: `GET ${url}: TimeoutError in 12 ms, attempt 1, again in 0 ms`,
    },
  ])("writes $what as $level", ({ attempt, level, line }) => {
    const logger = recordingLogger();

    logTo(logger)(attempt);

    const { error, ...fields } = attempt;
    const failure = error ? { error: "TimeoutError", outcome: "unknown" } : {};
    expect(logger[level].mock.calls).toEqual([[line, { ...fields, ...failure }]]);
    const others = Object.entries(logger).filter(([name]) => name !== level);
    for (const [, method] of others) expect(method).not.toHaveBeenCalled();
  });

  test("hands the fields over first to a logger with bindings, as pino's", () => {
    const logger = { ...recordingLogger(), bindings: () => ({}) };

    logTo(logger)(success);

    expect(logger.debug).toHaveBeenCalledWith(expect.objectContaining({ status: 200 }), expect.stringContaining("GET"));
  });

  test("takes the order that it is given", () => {
    const logger = recordingLogger();

    logTo(logger, { fieldsFirst: true })(success);

    expect(logger.debug).toHaveBeenCalledWith(expect.objectContaining({ status: 200 }), expect.stringContaining("GET"));
  });

  test("keeps the logger's own `this`, and takes console", () => {
    class Lines {
      lines: string[] = [];
      debug(line: string): void {
        this.lines.push(line);
      }
      warn(): void {}
      error(): void {}
    }
    const logger = new Lines();

    logTo(logger)(success);
    logTo(console);

    expect(logger.lines).toEqual([`GET ${url}: 200 in 12 ms, attempt 1`]);
  });
});
