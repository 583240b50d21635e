import { isConnectionError } from "@sinch-fetch/http";
import { expect } from "vitest";
import { deaf, delayed, drip, ok, raw, respond, silence } from "../src/behaviours.ts";
import { readMessage, sendBatch, sendMessage } from "../src/calls.ts";
import { faultSuite } from "../src/fault-suite.ts";

const fine = ok({ id: "message-1" });
const HEAD = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n";

faultSuite("timeoutMs", [
  {
    title: "bounds each attempt of a read",
    api: [silence],
    options: { timeoutMs: 200 },
    call: readMessage,
    want: {
      requests: 3,
      atLeastMs: 600,
      error: { kind: "TimeoutError", outcome: "unknown", attempts: 3, members: { timeoutMs: 200 } },
    },
  },
  {
    title: "bounds a response whose bytes keep coming",
    api: [drip(40, 200, { body: { id: "message-1" } })],
    options: { timeoutMs: 300, retry: false },
    call: readMessage,
    want: { requests: 1, atLeastMs: 300, error: { kind: "TimeoutError", outcome: "unknown" } },
  },
  {
    title: "bounds a body that stalls, at the wire level",
    api: [raw(`${HEAD}{"id":`)],
    options: { timeoutMs: 250, retry: false },
    call: ({ conversation }) => conversation.GET("/messages/{message_id}", { params: { path: { message_id: "1" } } }),
    want: { requests: 1, error: { kind: "TimeoutError", outcome: "unknown" } },
  },
  {
    title: "bounds a body that stalls where the call asks for a stream",
    api: [raw(`${HEAD}{"id":`)],
    options: { timeoutMs: 250, retry: false },
    call: ({ conversation }) =>
      conversation.GET("/messages/{message_id}", { params: { path: { message_id: "1" } }, parseAs: "stream" }),
    want: { requests: 1, error: { kind: "TimeoutError", outcome: "unknown" } },
  },
  {
    title: "bounds the body of an error response",
    api: [raw(`HTTP/1.1 400 Bad Request\r\ncontent-length: 50\r\n\r\n{"error":`)],
    options: { timeoutMs: 250 },
    call: sendMessage,
    want: { requests: 1, error: { kind: "TimeoutError", outcome: "unknown", attempts: 1 } },
  },
  {
    title: "of one call goes over the client's",
    api: [silence],
    call: (stage) => sendMessage(stage, { timeoutMs: 200 }),
    want: { requests: 1, error: { kind: "TimeoutError", outcome: "unknown", members: { timeoutMs: 200 } } },
  },
  {
    title: "of one batch call goes over the client's",
    api: [silence],
    call: (stage) => sendBatch(stage, { timeoutMs: 200 }),
    want: { requests: 1, error: { kind: "TimeoutError", outcome: "unknown", members: { timeoutMs: 200 } } },
  },
  {
    title: "of 0 in one call waits longer than the client would",
    api: [delayed(500, 200, { body: { id: "message-1" } })],
    options: { timeoutMs: 100, retry: false },
    call: (stage) => readMessage(stage, { timeoutMs: 0 }),
    want: { requests: 1, atLeastMs: 500, value: { id: "message-1" } },
  },
  {
    title: "leaves a slow response alone that comes in time",
    api: [delayed(200, 200, { body: { id: "message-1" } })],
    call: readMessage,
    want: { requests: 1, atLeastMs: 200, value: { id: "message-1" } },
  },
  {
    title: "closes the connection of an attempt that ran out",
    api: [silence],
    options: { timeoutMs: 200, retry: false },
    call: readMessage,
    want: {
      requests: 1,
      error: { kind: "TimeoutError" },
      check: ({ stage }) => expect.poll(() => stage.api.openConnections(), { timeout: 3000 }).toBe(0),
    },
  },
  {
    title: "bounds the wait for a token, after which a send is not tried again",
    oauth2: {},
    tokens: [silence],
    options: { timeoutMs: 250 },
    call: sendMessage,
    want: {
      requests: 0,
      tokenRequests: [1, 3],
      atLeastMs: 250,
      error: { kind: "TimeoutError", outcome: "not-sent", attempts: 1, members: { timeoutMs: 250 } },
    },
  },
]);

faultSuite("a wait for a token", [
  {
    title: "that outlasts timeoutMs ends with the same error each time",
    oauth2: {},
    tokens: [silence],
    options: { timeoutMs: 60 },
    call: async (stage) => {
      const names: unknown[] = [];
      for (let call = 0; call < 10; call++) await sendMessage(stage).catch(({ name }) => names.push(name));
      return names;
    },
    want: { requests: 0, tokenRequests: [10, 20], value: Array.from({ length: 10 }, () => "TimeoutError") },
  },
]);

faultSuite("deadlineMs", [
  {
    title: "ends a call that has no other limit",
    api: [silence],
    options: { timeoutMs: 0, deadlineMs: 250 },
    call: readMessage,
    want: {
      requests: 1,
      atLeastMs: 250,
      error: { kind: "TimeoutError", outcome: "unknown", attempts: 1, members: { timeoutMs: 250 } },
    },
  },
  {
    title: "ends a call between its attempts and names the limit that ran out",
    api: [silence],
    options: { timeoutMs: 400, deadlineMs: 1000, retry: { maxRetries: 20, baseDelayMs: 5, maxDelayMs: 5 } },
    call: readMessage,
    want: {
      requests: 3,
      atLeastMs: 1000,
      error: { kind: "TimeoutError", outcome: "unknown", attempts: 3, members: { timeoutMs: 1000 } },
    },
  },
  {
    title: "is followed by no further attempt",
    api: [silence],
    options: { timeoutMs: 0, deadlineMs: 40, retry: { maxRetries: 5, baseDelayMs: 0, maxDelayMs: 0 } },
    call: async (stage) => {
      const attempts: unknown[] = [];
      for (let call = 0; call < 20; call++) await readMessage(stage).catch((error) => attempts.push(error.attempts));
      return attempts;
    },
    want: { requests: [1, 20], value: Array.from({ length: 20 }, () => 1) },
  },
  {
    title: "ends a call whose servers refuse all along",
    options: ({ api }) => {
      api.stopListening();
      return { deadlineMs: 300, retry: { maxRetries: 1_000_000, baseDelayMs: 20, maxDelayMs: 20 } };
    },
    // By the last refusal, or by the deadline where a wait lasted longer than it was to.
    call: (stage) => sendMessage(stage).catch((error) => [isConnectionError(error), error.outcome]),
    want: { requests: 0, value: [true, "not-sent"] },
  },
  {
    title: "keeps a wait from being begun that would outlast it",
    api: [respond(503, { headers: { "retry-after": "60" } })],
    options: { deadlineMs: 3000, retry: { maxRetries: 5, maxDelayMs: 60_000 } },
    call: readMessage,
    want: { requests: 1, error: { kind: "ApiError", outcome: "unknown", attempts: 1, members: { status: 503 } } },
  },
  {
    title: "lets a wait pass that ends before it",
    api: [respond(503, { headers: { "retry-after": "60" } }), fine],
    options: { deadlineMs: 3000, retry: { maxRetries: 5, maxDelayMs: 100 } },
    call: readMessage,
    want: { requests: 2, gapsMs: [100], value: { id: "message-1" } },
  },
  {
    title: "ends a body that stalls",
    api: [raw(`${HEAD}{"id":`)],
    options: { deadlineMs: 250 },
    call: sendMessage,
    want: { requests: 1, error: { kind: "TimeoutError", outcome: "unknown", members: { timeoutMs: 250 } } },
  },
  {
    title: "ends the wait for a token, the request unsent",
    oauth2: {},
    tokens: [silence],
    options: { timeoutMs: 0, deadlineMs: 250 },
    call: sendMessage,
    want: {
      requests: 0,
      tokenRequests: [1, 3],
      atLeastMs: 250,
      error: { kind: "TimeoutError", outcome: "not-sent", members: { timeoutMs: 250 } },
    },
  },
  {
    title: "covers the token request and the response together",
    oauth2: {},
    tokens: [delayed(200, 200, { body: { access_token: "a", token_type: "bearer", expires_in: 3600 } })],
    api: [deaf],
    options: { timeoutMs: 0, deadlineMs: 400 },
    call: sendMessage,
    want: {
      requests: 1,
      atLeastMs: 400,
      error: { kind: "TimeoutError", outcome: "unknown", members: { timeoutMs: 400 } },
    },
  },
  {
    title: "of one call goes over the client's",
    api: [silence],
    options: { deadlineMs: 60_000, timeoutMs: 0 },
    call: (stage) => readMessage(stage, { deadlineMs: 200 }),
    want: { requests: 1, error: { kind: "TimeoutError", members: { timeoutMs: 200 } } },
  },
  {
    title: "of each page of a list is its own",
    api: [
      delayed(600, 200, { body: { messages: [{ id: "1" }], next_page_token: "two" } }),
      delayed(600, 200, { body: { messages: [{ id: "2" }] } }),
    ],
    options: { deadlineMs: 1100 },
    call: async ({ conversation }) => {
      const ids: unknown[] = [];
      for await (const { id } of conversation.messages.list({})) ids.push(id);
      return ids;
    },
    want: { requests: 2, severalCalls: true, atLeastMs: 1200, value: ["1", "2"] },
  },
]);
