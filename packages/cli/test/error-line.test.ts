import { ConnectionError } from "@sinch-fetch/http";
import { expect, test } from "vitest";
import { errorLine } from "../src/error-line.ts";

const connectionError = (url: string, code: string) =>
  new ConnectionError("POST: no response", {
    outcome: "not-sent",
    url,
    cause: Object.assign(new Error(code), { code }),
  });

test("says how to start the local Sinch where nobody listens on its port", () => {
  const { line, exit } = errorLine(connectionError("http://127.0.0.1:4011/v1/projects/local/messages", "ECONNREFUSED"));

  expect(line).toContain("no local Sinch listens there: start one with sinch-fetch mock, or npx @sinch-fetch/mock");
  expect(exit).toBe("failed");
});

test.each([
  ["http://127.0.0.1:4011/v1/projects/local/messages", "ECONNRESET"],
  ["http://127.0.0.1:3000/v1/projects/local/messages", "ECONNREFUSED"],
])("does not say so of %s and %s", (url, code) => {
  expect(errorLine(connectionError(url, code)).line).toContain("check the network");
});
