import { basic, bearer } from "@sinch-fetch/auth";
import { createConversationClient } from "@sinch-fetch/conversation";
import { expect } from "vitest";
import { delayed, ok, resetOnRequest, respond } from "../src/behaviours.ts";
import { readMessage, sendBatch, sendMessage } from "../src/calls.ts";
import { faultSuite } from "../src/fault-suite.ts";
import type { Scenario } from "../src/scenario.ts";
import { KEY, tokenNumber } from "../src/secrets.ts";
import type { Stage } from "../src/stage.ts";
import { issues, refuses, takesOnly } from "../src/token-endpoint.ts";

const accepted = { message_id: "message-1" };
const fine = ok(accepted);
const tokensSent = ({ api }: Stage): (string | undefined)[] =>
  api.arrivals.map(({ headers }) => headers.authorization?.replace("Bearer ", ""));
const times = <Value>(count: number, make: () => Value): Value[] => Array.from({ length: count }, make);

const renews = (challenge: string | undefined): Scenario => ({
  title: `renews the token and repeats the send once after a 401 ${challenge ? `with ${challenge}` : "without a challenge"}`,
  api: [respond(401, { headers: challenge ? { "www-authenticate": challenge } : {} }), fine],
  oauth2: {},
  call: sendMessage,
  want: {
    requests: 2,
    tokenRequests: 2,
    value: accepted,
    check({ stage }) {
      expect(tokensSent(stage)).toEqual([tokenNumber(1), tokenNumber(2)]);
      // The retry belongs to the attempt.
      expect(stage.attempts).toMatchObject([{ attempt: 1, status: 200 }]);
    },
  },
});

faultSuite("oauth2", [
  {
    title: "fetches one token for many calls of both clients at once",
    oauth2: {},
    call: (stage) => Promise.all([...times(15, () => sendMessage(stage)), ...times(15, () => sendBatch(stage))]),
    want: {
      requests: 30,
      severalCalls: true,
      check({ stage }) {
        expect(new Set(tokensSent(stage))).toEqual(new Set([tokenNumber(1)]));
        const [asked] = stage.tokens.arrivals;
        expect(asked).toMatchObject({ method: "POST", target: "/oauth2/token", body: "grant_type=client_credentials" });
        expect(asked?.headers.authorization).toBe(`Basic ${btoa(`${KEY.keyId}:${KEY.keySecret}`)}`);
      },
    },
  },
  {
    title: "keeps the token from call to call",
    oauth2: {},
    call: async (stage) => {
      for (let call = 0; call < 5; call++) await sendMessage(stage);
    },
    want: { requests: 5 },
  },
  ...[
    undefined,
    'Bearer error="invalid_token", error_description="expired"',
    'Basic realm="api"',
    "Bearer",
    'Digest qop="auth", Bearer error="insufficient_scope"',
    "\x80\xff nonsense",
  ].map(renews),
  ...[readMessage, sendMessage].map(
    (call): Scenario => ({
      title: `ends a ${call === readMessage ? "read" : "send"} after two requests where the API refuses every token`,
      api: [respond(401, { body: { error: { code: 401, message: "no", status: "UNAUTHENTICATED" } } })],
      oauth2: {},
      call,
      want: {
        requests: 2,
        tokenRequests: 2,
        error: {
          kind: "ApiError",
          outcome: "rejected",
          attempts: 1,
          members: { status: 401, statusName: "UNAUTHENTICATED" },
        },
      },
    }),
  ),
  {
    title: "ends a call after two requests where the token endpoint hands out the same revoked token again",
    api: [respond(401)],
    tokens: [issues({ token: tokenNumber(0) })],
    oauth2: {},
    call: sendMessage,
    want: {
      requests: 2,
      tokenRequests: 2,
      error: { kind: "ApiError", outcome: "rejected", members: { status: 401 } },
    },
  },
  {
    title: "is a response of 401 at the wire level, after two requests",
    api: [respond(401)],
    oauth2: {},
    call: async ({ conversation }) => {
      const { response } = await conversation.GET("/messages/{message_id}", { params: { path: { message_id: "1" } } });
      return response.status;
    },
    want: { requests: 2, tokenRequests: 2, value: 401 },
  },
  {
    title: "renews a revoked token once for all the calls that met it",
    oauth2: {},
    api: [takesOnly([tokenNumber(1)], accepted)],
    call: async (stage) => {
      await sendMessage(stage);
      stage.api.behave(takesOnly([tokenNumber(2)], accepted));
      return Promise.all(times(10, () => sendMessage(stage)));
    },
    want: { requests: 21, tokenRequests: 2, value: times(10, () => accepted) },
  },
  {
    title: "keeps the new token where a 401 to the old one comes late",
    // Without a store, from which a token that was thrown away could be fetched again.
    oauth2: { tokenStore: { get: async () => undefined, set: async () => {} } },
    api: [ok(accepted), delayed(400, 401), respond(401), fine],
    call: async (stage) => {
      await sendMessage(stage);
      const late = sendMessage(stage);
      await stage.api.arrived(2);
      await sendMessage(stage);
      return late;
    },
    want: {
      requests: 5,
      tokenRequests: 2,
      value: accepted,
      check: ({ stage }) => expect(tokensSent(stage)).toEqual([1, 1, 1, 2, 2].map(tokenNumber)),
    },
  },
  {
    title: "renews again where the renewed token is revoked later",
    oauth2: {},
    api: [ok(accepted), respond(401), ok(accepted), respond(401), ok(accepted)],
    call: async (stage) => {
      for (let call = 0; call < 3; call++) await sendMessage(stage);
    },
    want: { requests: 5, tokenRequests: 3 },
  },
  {
    title: "ends a send as unknown whose retry after a 401 breaks",
    oauth2: {},
    api: [respond(401), resetOnRequest, fine],
    call: sendMessage,
    want: {
      requests: 2,
      tokenRequests: 2,
      error: { kind: "ConnectionError", outcome: "unknown", attempts: 1 },
    },
  },
  {
    title: "completes a read whose retry after a 401 breaks, without another renewal",
    oauth2: {},
    api: [respond(401), resetOnRequest, fine],
    call: readMessage,
    want: {
      requests: 3,
      tokenRequests: 2,
      value: accepted,
      check: ({ stage }) =>
        expect(stage.attempts).toMatchObject([{ error: { name: "ConnectionError" } }, { status: 200 }]),
    },
  },
  {
    title: "ends a send as rejected where no token replaces the one that was refused",
    oauth2: {},
    tokens: [issues(), refuses(401, "invalid_client")],
    api: [respond(401)],
    call: sendMessage,
    want: {
      requests: 1,
      tokenRequests: 2,
      error: { kind: "AuthError", outcome: "rejected", attempts: 1, members: { status: 401, error: "invalid_client" } },
    },
  },
  {
    title: "takes nothing from the other calls where one that waits for the token is aborted",
    oauth2: {},
    tokens: [delayed(300, 200, { body: { access_token: "a", token_type: "bearer", expires_in: 3600 } })],
    api: [fine],
    call: async (stage) => {
      const aborted = sendMessage(stage, { signal: stage.signal }).catch(({ name, outcome }) => ({ name, outcome }));
      const other = sendMessage(stage);
      await stage.tokens.arrived(1);
      stage.abort();
      return [await aborted, await other];
    },
    want: { requests: 1, value: [{ name: "AbortError", outcome: "not-sent" }, accepted] },
  },
  {
    title: "takes nothing from the other calls where the first to wait for the token has little time",
    oauth2: {},
    tokens: [delayed(400, 200, { body: { access_token: "a", token_type: "bearer", expires_in: 3600 } })],
    api: [fine],
    call: (stage) =>
      Promise.all([
        sendMessage(stage, { timeoutMs: 150 }).catch(({ name, outcome }) => ({ name, outcome })),
        sendMessage(stage),
      ]),
    want: {
      requests: 1,
      tokenRequests: [1, 2],
      value: [{ name: "TimeoutError", outcome: "not-sent" }, accepted],
    },
  },
  {
    title: "gives each call that fails for the same token an error of its own",
    oauth2: {},
    tokens: [refuses(401, "invalid_client")],
    call: async (stage) => {
      const settled = await Promise.allSettled([readMessage(stage), sendMessage(stage), sendBatch(stage)]);
      return settled.map((one) => Object(one).reason);
    },
    want: {
      requests: 0,
      tokenRequests: [1, 3],
      check({ value }) {
        expect(value).toMatchObject([{ method: "GET" }, { method: "POST" }, { method: "POST" }]);
        expect(new Set(Object(value)).size).toBe(3);
      },
    },
  },
]);

faultSuite("a fixed credential", [
  {
    title: "of bearer() is not tried again after a 401",
    options: { auth: bearer("hunter2-token") },
    api: [respond(401), fine],
    call: sendMessage,
    want: { requests: 1, error: { kind: "ApiError", outcome: "rejected", attempts: 1, members: { status: 401 } } },
  },
  {
    title: "of basic() is not tried again after a 401",
    api: [respond(401), fine],
    call: (stage) => {
      const conversation = createConversationClient({ ...stage.options, auth: basic(KEY) });
      return sendMessage({ ...stage, conversation });
    },
    want: {
      requests: 1,
      error: { kind: "ApiError", outcome: "rejected", attempts: 1, members: { status: 401 } },
      check: ({ stage }) =>
        expect(stage.api.arrivals[0]?.headers.authorization).toBe(`Basic ${btoa(`${KEY.keyId}:${KEY.keySecret}`)}`),
    },
  },
]);
