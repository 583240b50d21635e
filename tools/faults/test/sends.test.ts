import { expect } from "vitest";
import { empty, html, ok, resetOnConnection, resetOnHead, resetOnRequest, respond } from "../src/behaviours.ts";
import { onceOnly, sendMessage } from "../src/calls.ts";
import { faultSuite } from "../src/fault-suite.ts";
import { BROKEN, STALLED } from "../src/faults.ts";
import type { Behaviour } from "../src/raw-server.ts";
import type { Scenario } from "../src/scenario.ts";
import { MESSAGE_TEXT } from "../src/secrets.ts";
import type { Servers, Stage, StageOptions } from "../src/stage.ts";

const accepted = { message_id: "message-1", accepted_time: "2026-01-01T00:00:00Z" };
const fine = ok(accepted);

/** Statuses after which the server may have acted, or after which no retry would change anything. */
const FINAL_STATUSES = [400, 403, 404, 408, 409, 413, 500, 501, 502, 503, 504, 505, 507];

const breaks = ([fault, behaviour]: [string, Behaviour]): Scenario => ({
  title: `goes out once before ${fault}`,
  api: [behaviour, fine],
  call: sendMessage,
  want: { requests: 1, error: { kind: "ConnectionError", outcome: "unknown", attempts: 1 } },
});

const stalls = ([fault, behaviour]: [string, Behaviour]): Scenario => ({
  title: `goes out once before ${fault}`,
  api: [behaviour, fine],
  options: { timeoutMs: 250 },
  call: sendMessage,
  want: {
    requests: 1,
    atLeastMs: 250,
    error: { kind: "TimeoutError", outcome: "unknown", attempts: 1, members: { timeoutMs: 250 } },
  },
});

const isFinal = (status: number): Scenario => ({
  title: `goes out once before a ${status}`,
  api: [respond(status, { headers: { "retry-after": "0" } }), fine],
  call: sendMessage,
  want: {
    requests: 1,
    error: {
      kind: "ApiError",
      outcome: status >= 500 ? "unknown" : "rejected",
      attempts: 1,
      members: { status, operation: "Messages_SendMessage", method: "POST" },
    },
  },
});

const sendOnWire = ({ conversation }: Stage) =>
  conversation.POST("/messages:send", {
    body: {
      app_id: "app-1",
      recipient: { contact_id: "contact-1" },
      message: { text_message: { text: MESSAGE_TEXT } },
    },
  });

/** Nothing listens, until an attempt was refused. */
const backAfterRefusal = ({ api }: Servers): Partial<StageOptions> => {
  api.stopListening();
  return {
    onAttempt: ({ attempt }) => void (attempt === 1 && api.listenAgain()),
    retry: { maxRetries: 20, baseDelayMs: 5, maxDelayMs: 20 },
  };
};

faultSuite("a send", [
  ...Object.entries(BROKEN).map(breaks),
  ...Object.entries(STALLED).map(stalls),
  ...FINAL_STATUSES.map(isFinal),
  {
    title: "goes out once where the connection is reset as soon as it is there",
    api: [resetOnConnection, fine],
    call: (stage) => sendMessage(stage).catch(({ name, outcome }) => ({ name, outcome })),
    want: {
      // A platform that has written nothing yet when the reset comes may connect again.
      requests: [1, 2],
      check({ stage, value }) {
        const sent = stage.api.arrivals.filter(({ method }) => method === "POST").length;
        const outcome = expect.stringMatching(/^(not-sent|unknown)$/);
        expect(value).toEqual(sent === 1 ? accepted : { name: "ConnectionError", outcome });
      },
    },
  },
  {
    title: "goes out once before a 200 that is not JSON",
    api: [html(200), fine],
    call: sendMessage,
    want: { requests: 1, error: { kind: "ApiError", outcome: "unknown", attempts: 1, members: { status: 200 } } },
  },
  {
    title: "goes out once before a 200 with half a JSON document",
    api: [respond(200, { body: '{"message_id":' }), fine],
    call: sendMessage,
    want: { requests: 1, error: { kind: "ApiError", outcome: "unknown", attempts: 1, members: { status: 200 } } },
  },
  {
    title: "goes out once before a 200 without a body",
    api: [empty(200), fine],
    call: sendMessage,
    want: { requests: 1, error: { kind: "ApiError", outcome: "unknown", attempts: 1, members: { status: 200 } } },
  },
  {
    title: "is repeated after a 429",
    api: [respond(429), respond(429), fine],
    call: sendMessage,
    want: { requests: 3, value: accepted },
  },
  {
    title: "ends as rejected when every attempt met a 429",
    api: [respond(429)],
    call: sendMessage,
    want: { requests: 3, error: { kind: "ApiError", outcome: "rejected", attempts: 3, members: { status: 429 } } },
  },
  {
    title: "is not repeated any more once an attempt may have been acted on",
    api: [respond(429), resetOnRequest, fine],
    call: sendMessage,
    want: { requests: 2, error: { kind: "ConnectionError", outcome: "unknown", attempts: 2 } },
  },
  {
    title: "reaches the server once it listens again",
    api: [fine],
    options: backAfterRefusal,
    call: sendMessage,
    want: { requests: 1, value: accepted },
  },
  {
    title: "ends as not sent when every connection is refused",
    options: ({ api }) => {
      api.stopListening();
      return {};
    },
    call: sendMessage,
    want: {
      requests: 0,
      error: { kind: "ConnectionError", outcome: "not-sent", attempts: 3, message: /: no response, ECONNREFUSED$/ },
    },
  },
  {
    title: "ends as not sent when the host does not resolve",
    options: { baseUrl: "http://nothing.invalid", allowInsecureRequests: true },
    call: sendMessage,
    want: { requests: 0, error: { kind: "ConnectionError", outcome: "not-sent", attempts: 3 } },
  },
]);

/** Some hundred kilobytes, more than a connection takes at once. */
const recipients = Array.from({ length: 1000 }, (_, index) => ({
  recipient: { contact_id: `contact-${index}` },
  parameters: { name: `Zoë 🙂 ${"x".repeat(300)}` },
}));
const sendLargeBatch = ({ batch }: Stage): Promise<unknown> =>
  batch.messages.send({
    app_id: "app-1",
    message: { text_message: { text: MESSAGE_TEXT } },
    recipient_and_params: recipients,
  });

faultSuite("a large send", [
  {
    title: "arrives with the same bytes in each attempt",
    api: [respond(429), respond(429), ok({ batch_id: "batch-1" })],
    call: sendLargeBatch,
    want: {
      requests: 3,
      value: { batch_id: "batch-1" },
      check: ({ stage }) =>
        expect(JSON.parse(stage.api.arrivals[2]?.body ?? "")).toMatchObject({ recipient_and_params: recipients }),
    },
  },
  {
    title: "is not made twice where the server resets within its body",
    api: [resetOnHead, ok({ batch_id: "batch-1" })],
    call: sendLargeBatch,
    want: { requests: 1, error: { kind: "ConnectionError", outcome: "unknown", attempts: 1 } },
  },
  {
    title: "is refused by a response that comes before its end",
    api: [{ ...respond(413), at: "head" }, ok({ batch_id: "batch-1" })],
    call: sendLargeBatch,
    want: { requests: 1, error: { kind: "ApiError", outcome: "rejected", members: { status: 413 } } },
  },
]);

faultSuite("a send at the wire level", [
  {
    title: "goes out once before a reset",
    api: [resetOnRequest, fine],
    call: sendOnWire,
    want: { requests: 1, error: { kind: "ConnectionError", outcome: "unknown", attempts: 1 } },
  },
  {
    title: "goes out once before a 503, which is its response",
    api: [respond(503), fine],
    call: async (stage) => (await sendOnWire(stage)).response.status,
    want: { requests: 1, value: 503 },
  },
  {
    title: "is repeated with the same bytes after a 429, also where a middleware looks at it",
    api: [respond(429), fine],
    call: async (stage) => {
      const seen: string[] = [];
      stage.conversation.use({ onRequest: async ({ request }) => void seen.push(await request.clone().text()) });
      const { data } = await sendOnWire(stage);
      return { data, seen: seen.length };
    },
    want: { requests: 2, value: { data: accepted, seen: 1 } },
  },
]);

faultSuite(
  "every operation that is not idempotent",
  Object.entries(onceOnly).flatMap(([name, call]): Scenario[] => [
    {
      title: `goes out once before a reset: ${name}`,
      api: [resetOnRequest, ok({})],
      call,
      want: { requests: 1, error: { kind: "ConnectionError", outcome: "unknown", attempts: 1 } },
    },
    {
      title: `goes out once before a 503: ${name}`,
      api: [respond(503), ok({})],
      call,
      want: { requests: 1, error: { kind: "ApiError", outcome: "unknown", attempts: 1 } },
    },
    {
      title: `is repeated after a 429: ${name}`,
      api: [respond(429), ok({})],
      call,
      want: { requests: 2 },
    },
  ]),
);
