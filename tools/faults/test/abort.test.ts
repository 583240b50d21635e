import { expect } from "vitest";
import { ok, raw, respond, silence } from "../src/behaviours.ts";
import { readMessage, sendMessage } from "../src/calls.ts";
import { faultSuite } from "../src/fault-suite.ts";
import type { Stage } from "../src/stage.ts";

const REASON = new Error("the user left");
const cause = { cause: REASON };
const HEAD = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n";
/** A wait that no scenario sits out. */
const LONG_WAIT = { maxRetries: 2, baseDelayMs: 60_000, maxDelayMs: 60_000 };
const comeBackInAMinute = { headers: { "retry-after": "60" } };

/** Makes a call and aborts it once as many requests have arrived, a little later. */
const abortedAfter =
  (requests: number, call: typeof readMessage, server: "api" | "tokens" = "api") =>
  async (stage: Stage): Promise<unknown> => {
    const called = call(stage, { signal: stage.signal });
    await stage[server].arrived(requests);
    setTimeout(() => stage.abort(REASON), 50);
    return called;
  };

faultSuite("an abort", [
  {
    title: "before the call sends nothing",
    call: (stage) => {
      stage.abort(REASON);
      return sendMessage(stage, { signal: stage.signal });
    },
    want: { requests: 0, error: { kind: "AbortError", outcome: "not-sent", members: cause } },
  },
  {
    title: "before a list is read asks for no page",
    call: async (stage) => {
      stage.abort(REASON);
      for await (const _ of stage.conversation.apps.list({}, { signal: stage.signal }));
    },
    want: { requests: 0, error: { kind: "AbortError", outcome: "not-sent", members: cause } },
  },
  {
    title: "before the call asks for no token",
    oauth2: {},
    call: (stage) => {
      stage.abort(REASON);
      return sendMessage(stage, { signal: stage.signal });
    },
    want: { requests: 0, tokenRequests: 0, error: { kind: "AbortError", outcome: "not-sent", members: cause } },
  },
  {
    title: "while the token is fetched leaves the request unsent",
    oauth2: {},
    tokens: [silence],
    call: abortedAfter(1, sendMessage, "tokens"),
    want: { requests: 0, error: { kind: "AbortError", outcome: "not-sent", members: cause } },
  },
  {
    title: "while the server is silent ends a send of which nothing is known",
    api: [silence],
    call: abortedAfter(1, sendMessage),
    want: { requests: 1, error: { kind: "AbortError", outcome: "unknown", attempts: 1, members: cause } },
  },
  {
    title: "while the server is silent is not repeated, though it be a read",
    api: [silence],
    call: abortedAfter(1, readMessage),
    want: { requests: 1, error: { kind: "AbortError", outcome: "unknown", attempts: 1, members: cause } },
  },
  {
    title: "within the body ends the call",
    api: [raw(`${HEAD}{"id":`)],
    call: abortedAfter(1, readMessage),
    want: { requests: 1, error: { kind: "AbortError", outcome: "unknown", attempts: 1, members: cause } },
  },
  {
    title: "during the wait after a 503 ends the wait, the outcome of the attempt kept",
    api: [respond(503, comeBackInAMinute)],
    options: { retry: LONG_WAIT },
    call: abortedAfter(1, readMessage),
    want: { requests: 1, error: { kind: "AbortError", outcome: "unknown", attempts: 1, members: cause } },
  },
  {
    title: "during the wait after a 429 ends as rejected",
    api: [respond(429, comeBackInAMinute)],
    options: { retry: LONG_WAIT },
    call: abortedAfter(1, sendMessage),
    want: { requests: 1, error: { kind: "AbortError", outcome: "rejected", attempts: 1, members: cause } },
  },
  {
    title: "during the wait after a refused connection ends as not sent",
    options: ({ api }) => {
      api.stopListening();
      return { retry: LONG_WAIT };
    },
    call: (stage) => {
      setTimeout(() => stage.abort(REASON), 100);
      return sendMessage(stage, { signal: stage.signal });
    },
    want: { requests: 0, error: { kind: "AbortError", outcome: "not-sent", members: cause } },
  },
  {
    title: "during the second attempt ends the call with both counted",
    api: [respond(503), silence],
    call: abortedAfter(2, readMessage),
    want: { requests: 2, error: { kind: "AbortError", outcome: "unknown", attempts: 2, members: cause } },
  },
  {
    title: "after the response changes nothing",
    api: [ok({ id: "message-1" })],
    call: async (stage) => {
      const message = await readMessage(stage, { signal: stage.signal });
      stage.abort(REASON);
      return message;
    },
    want: { requests: 1, value: { id: "message-1" } },
  },
  {
    title: "closes the connection of the attempt that it ended",
    api: [silence],
    call: abortedAfter(1, readMessage),
    want: {
      requests: 1,
      error: { kind: "AbortError" },
      check: ({ stage }) => expect.poll(() => stage.api.openConnections(), { timeout: 3000 }).toBe(0),
    },
  },
  {
    title: "by AbortSignal.timeout() ends the call with the signal's reason",
    api: [silence],
    call: (stage) => readMessage(stage, { signal: AbortSignal.timeout(500) }),
    want: {
      requests: 1,
      atLeastMs: 500,
      error: { kind: "AbortError", outcome: "unknown", members: { cause: { name: "TimeoutError" } } },
    },
  },
]);
