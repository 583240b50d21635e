import { expect } from "vitest";
import { ok, raw } from "../src/behaviours.ts";
import { deleteMessage, readMessage } from "../src/calls.ts";
import { faultSuite } from "../src/fault-suite.ts";
import type { Scenario } from "../src/scenario.ts";

const STATUSES = { 204: "No Content", 205: "Reset Content" };
const SMUGGLED = 'HTTP/1.1 200 OK\r\ncontent-length: 15\r\n\r\n{"id":"foreign"}';
const chunked = "transfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";

/** What can follow the status of a response that has no body. */
const FORMS: Readonly<Record<string, string>> = {
  "no length": "\r\n",
  "a length of 0": "content-length: 0\r\n\r\n",
  "a body with a length": "content-length: 5\r\n\r\nhello",
  "a body in chunks": chunked,
  "a length whose body never comes": "content-length: 5\r\n\r\n",
  "chunks that never come": "transfer-encoding: chunked\r\n\r\n",
  "another response": `\r\n${SMUGGLED}`,
};

const deleted = (status: string, reason: string, form: string, rest: string): Scenario => ({
  title: `of ${status} to a DELETE ends it with one request: ${form}`,
  api: [raw(`HTTP/1.1 ${status} ${reason}\r\n${rest}`)],
  options: { timeoutMs: 2000 },
  call: deleteMessage,
  want: {
    requests: 1,
    check({ stage, value, elapsedMs }) {
      expect(value).toBeUndefined();
      expect(stage.attempts).toMatchObject([{ attempt: 1, status: Number(status) }]);
      expect(elapsedMs).toBeLessThan(1500);
    },
  },
});

const nextHasItsOwn = (first: string, bytes: string): Scenario => ({
  title: `${first} and another behind it leaves the next read its own`,
  api: [raw(bytes), ok({ id: "message-1" })],
  options: { timeoutMs: 2000 },
  call: async (stage) => {
    await deleteMessage(stage);
    return readMessage(stage);
  },
  want: { requests: [2, 3], severalCalls: true, value: { id: "message-1" } },
});

faultSuite("a response", [
  ...Object.entries(STATUSES).flatMap(([status, reason]) =>
    Object.entries(FORMS).map(([form, rest]) => deleted(status, reason, form, rest)),
  ),
  ...Object.entries(STATUSES).map(([status, reason]) =>
    nextHasItsOwn(`of ${status}`, `HTTP/1.1 ${status} ${reason}\r\n\r\n${SMUGGLED}`),
  ),
  nextHasItsOwn("of 200 with a length", `HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}${SMUGGLED}`),
]);
