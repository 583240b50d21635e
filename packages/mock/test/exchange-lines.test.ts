import { expect, test } from "vitest";
import { callbackLine, exchangeLines } from "../src/command/exchange-lines.ts";

const exchange = {
  api: "batch",
  operationId: "Batch_SendBatch",
  method: "POST",
  path: "/v1",
  status: 400,
  ignored: [],
} as const;
const at = new Date(2026, 10, 16, 9, 5, 7);

test("prints an exchange in one line and each violation in another", () => {
  const violations = [{ path: "body.ttl", code: "type", message: "must be string" }];

  expect(exchangeLines({ ...exchange, violations }, at)).toBe(
    "09:05:07  400  batch  POST /v1\n          body.ttl must be string",
  );
});

test("takes control characters out", () => {
  expect(exchangeLines({ ...exchange, path: "/\u001b[2J", violations: [] }, at)).toBe(
    "09:05:07  400  batch  POST /\u{fffd}[2J",
  );
});

test("says what was ignored in the body", () => {
  expect(exchangeLines({ ...exchange, status: 200, violations: [], ignored: ["body.id"] }, at)).toBe(
    "09:05:07  200  batch  POST /v1\n          body.id is set by the service, and was ignored",
  );
});

const attempt = {
  trigger: "MESSAGE_INBOUND",
  url: "http://127.0.0.1:3000/callbacks",
  attempt: 1,
  status: 200,
  error: undefined,
  reason: undefined,
  state: "TAKEN",
} as const;

test.each([
  [attempt, "200  callback  MESSAGE_INBOUND to http://127.0.0.1:3000/callbacks"],
  [
    { ...attempt, status: 401, state: "PENDING" as const },
    "401  callback  MESSAGE_INBOUND to http://127.0.0.1:3000/callbacks, again later",
  ],
  [
    { ...attempt, status: 401, reason: "the signature does not match", state: "PENDING" as const },
    "401  callback  MESSAGE_INBOUND to http://127.0.0.1:3000/callbacks: the signature does not match, again later",
  ],
  [
    { ...attempt, attempt: 6, status: undefined, error: "ECONNREFUSED", state: "GIVEN_UP" as const },
    "---  callback  MESSAGE_INBOUND to http://127.0.0.1:3000/callbacks, attempt 6: ECONNREFUSED, given up",
  ],
])("writes an attempt at a callback as one line", (given, line) => {
  expect(callbackLine(given, new Date(2026, 0, 1, 9, 5, 7))).toBe(`09:05:07  ${line}`);
});
