import { expect } from "vitest";
import { ok, resetOnRequest, respond } from "../src/behaviours.ts";
import { readMessage, sendMessage } from "../src/calls.ts";
import { faultSuite } from "../src/fault-suite.ts";
import { secretsIn } from "../src/secrets.ts";

const fine = ok({ id: "message-1" });
const quick = { baseDelayMs: 5, maxDelayMs: 50 };

faultSuite("the retry option", [
  {
    title: "makes two retries by default",
    api: [respond(503)],
    call: readMessage,
    want: { requests: 3, error: { kind: "ApiError", attempts: 3 } },
  },
  {
    title: "false makes none",
    api: [respond(503), fine],
    options: { retry: false },
    call: readMessage,
    want: { requests: 1, error: { kind: "ApiError", attempts: 1, members: { status: 503 } } },
  },
  {
    title: "false makes none after a 429 to a send",
    api: [respond(429), fine],
    options: { retry: false },
    call: sendMessage,
    want: { requests: 1, error: { kind: "ApiError", attempts: 1, outcome: "rejected" } },
  },
  {
    title: "false of one call makes none",
    api: [resetOnRequest, fine],
    call: (stage) => readMessage(stage, { retry: false }),
    want: { requests: 1, error: { kind: "ConnectionError", attempts: 1 } },
  },
  {
    title: "of one call goes over the client's false",
    api: [respond(503), respond(503), fine],
    options: { retry: false },
    call: (stage) => readMessage(stage, { retry: { maxRetries: 2, ...quick } }),
    want: { requests: 3, value: { id: "message-1" } },
  },
  {
    title: "of one call keeps what it does not name",
    api: [respond(503), respond(503), respond(503), respond(503), fine],
    call: (stage) => readMessage(stage, { retry: { maxRetries: 4 } }),
    want: { requests: 5, value: { id: "message-1" } },
  },
  {
    title: "of one call at the wire level goes over the client's",
    api: [respond(503), fine],
    call: async ({ conversation }) => {
      const params = { path: { message_id: "message-1" } };
      const { response } = await conversation.GET("/messages/{message_id}", { params, retry: false });
      return response.status;
    },
    want: { requests: 1, value: 503 },
  },
  {
    title: "with more retries than are needed stops at the response",
    api: [respond(503), fine],
    options: { retry: { maxRetries: 9, ...quick } },
    call: readMessage,
    want: { requests: 2, value: { id: "message-1" } },
  },
]);

faultSuite("onAttempt", [
  {
    title: "is called with every attempt, its status or error, and the wait after it",
    api: [respond(503), resetOnRequest, fine],
    call: readMessage,
    want: {
      requests: 3,
      check({ stage: { attempts, api, options } }) {
        const url = `${api.url}/v1/projects/${options.projectId}/messages/message-1`;
        const common = { operation: "Messages_GetMessage", method: "GET", url, durationMs: expect.any(Number) };
        const retryDelayMs = expect.any(Number);
        const error = expect.objectContaining({ name: "ConnectionError" });
        expect(attempts).toEqual([
          { ...common, attempt: 1, status: 503, error: undefined, retryDelayMs },
          { ...common, attempt: 2, status: undefined, error, retryDelayMs },
          { ...common, attempt: 3, status: 200, error: undefined, retryDelayMs: undefined },
        ]);
        expect(secretsIn(JSON.stringify(attempts))).toEqual([]);
      },
    },
  },
  {
    title: "is called with the one attempt of a send that may have been acted on",
    api: [resetOnRequest],
    call: sendMessage,
    want: {
      requests: 1,
      error: { kind: "ConnectionError" },
      check: ({ stage, error }) =>
        expect(stage.attempts).toEqual([expect.objectContaining({ attempt: 1, error, retryDelayMs: undefined })]),
    },
  },
  {
    title: "changes nothing by throwing",
    api: [respond(503), fine],
    options: {
      onAttempt: () => {
        throw new Error("a broken log");
      },
    },
    call: readMessage,
    want: { requests: 2, value: { id: "message-1" } },
  },
]);
