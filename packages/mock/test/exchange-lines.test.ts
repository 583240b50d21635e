import { expect, test } from "vitest";
import { exchangeLines } from "../src/exchange-lines.ts";

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
