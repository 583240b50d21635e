import { isTimeoutError } from "@sinch-fetch/http";
import { expect } from "vitest";
import { deaf, drip, empty, html, ok, raw, rawThenClose, resetOnRequest, respond, silence } from "../src/behaviours.ts";
import { readMessage, sendMessage } from "../src/calls.ts";
import { faultSuite } from "../src/fault-suite.ts";
import type { Behaviour } from "../src/raw-server.ts";
import type { Scenario } from "../src/scenario.ts";
import { KEY } from "../src/secrets.ts";
import { issues, refuses, withoutToken } from "../src/token-endpoint.ts";

const accepted = { message_id: "message-1" };
const fine = ok(accepted);
const now = { "retry-after": "0" };

const recovers = (fault: string, ...behaviours: readonly [Behaviour, ...Behaviour[]]): Scenario => ({
  title: `is asked again after ${fault}`,
  oauth2: {},
  tokens: [...behaviours, issues()],
  api: [fine],
  call: sendMessage,
  want: { requests: 1, tokenRequests: behaviours.length + 1, value: accepted },
});

const isFinal = (fault: string, behaviour: Behaviour, members: object = {}): Scenario => ({
  title: `is asked once where it responds with ${fault}`,
  oauth2: {},
  tokens: [behaviour, issues()],
  call: sendMessage,
  want: {
    requests: 0,
    tokenRequests: 1,
    error: { kind: "AuthError", outcome: "not-sent", attempts: 1, message: /^token endpoint: /, members },
  },
});

/** `retry` is of no concern to it: its own tries are at most four. */
const givenUp = (fault: string, behaviour: Behaviour, members: object = {}): Scenario => ({
  title: `is given up after ${fault}`,
  oauth2: { timeoutMs: 1500 },
  tokens: [behaviour],
  options: { retry: { maxRetries: 10, baseDelayMs: 0, maxDelayMs: 0 } },
  call: readMessage,
  want: {
    requests: 0,
    tokenRequests: [1, 4],
    error: { kind: "AuthError", outcome: "not-sent", attempts: 1, message: /^token endpoint: /, members },
  },
});

const tooSlow = (fault: string, behaviour: Behaviour): Scenario => ({
  title: `that ${fault} is given up in time`,
  oauth2: { timeoutMs: 250 },
  tokens: [behaviour],
  call: sendMessage,
  want: {
    requests: 0,
    tokenRequests: 1,
    atLeastMs: 250,
    error: { kind: "AuthError", outcome: "not-sent", attempts: 1, members: { status: undefined } },
    check: ({ error }) => expect(isTimeoutError(Object(error).cause)).toBe(true),
  },
});

const TYPE = "content-type: application/json\r\n";

faultSuite("the token endpoint", [
  recovers("a 429", respond(429, { headers: now })),
  recovers(
    "three of 429",
    respond(429, { headers: now }),
    respond(429, { headers: now }),
    respond(429, { headers: now }),
  ),
  recovers("a 429 that does not say how long to wait", respond(429)),
  recovers("a 429 that says to wait for nonsense", respond(429, { headers: { "retry-after": "soon" } })),
  recovers(
    "a 429 with a date that has passed",
    respond(429, { headers: { "retry-after": "Wed, 21 Oct 2015 07:28:00 GMT" } }),
  ),
  recovers("a 500", respond(500, { headers: now })),
  recovers("a proxy's page of 502", html(502)),
  recovers("a 503", respond(503, { headers: now })),
  recovers("a reset", resetOnRequest),
  recovers("a response that breaks off", rawThenClose(`HTTP/1.1 200 OK\r\n${TYPE}content-length: 90\r\n\r\n{"access_`)),
  {
    title: "is waited for as long as its Retry-After says",
    oauth2: {},
    tokens: [respond(429, { headers: { "retry-after": "1" } }), issues()],
    api: [fine],
    call: sendMessage,
    want: {
      requests: 1,
      tokenRequests: 2,
      check({ stage: { tokens } }) {
        const [first, second] = tokens.arrivals.map(({ atMs }) => atMs);
        expect((second ?? 0) - (first ?? 0)).toBeGreaterThan(990);
      },
    },
  },
  {
    title: "is not waited for beyond the time that the call has",
    oauth2: {},
    tokens: [respond(429, { headers: { "retry-after": "60" } })],
    options: { timeoutMs: 1000 },
    call: sendMessage,
    want: {
      requests: 0,
      tokenRequests: 1,
      error: { kind: "AuthError", outcome: "not-sent", attempts: 1, members: { status: 429 } },
    },
  },
  isFinal("a refused key", refuses(401, "invalid_client"), {
    status: 401,
    error: "invalid_client",
    errorDescription: "it is invalid_client",
  }),
  isFinal("a refused scope", refuses(400, "invalid_scope"), { status: 400, error: "invalid_scope" }),
  isFinal("a page of 403", html(403), { status: 403, error: undefined }),
  isFinal("a page of 200", html(200), { status: 200 }),
  isFinal("a 200 that is empty", empty(200), { status: 200 }),
  isFinal("a 204", respond(204), { status: 204 }),
  isFinal("half a JSON document", ok('{"access_token":"hunter2'), { status: 200 }),
  isFinal("a 200 without a token", withoutToken, { status: 200 }),
  isFinal("a token that is not text", ok({ access_token: { hunter2: 1 }, token_type: "bearer" }), { status: 200 }),
  isFinal("a token with a line break", issues({ token: "hunter2\r\nx-other: 1" }), { status: 200 }),
  isFinal("a token of another type", issues({ type: "mac" }), { status: 200 }),
  isFinal("a list", ok(["hunter2"]), { status: 200 }),
  isFinal(
    "an error that repeats the key",
    respond(400, { body: { error: "invalid_client", error_description: `not ${KEY.keySecret}` } }),
    { status: 400 },
  ),
  givenUp("a 429 each time", respond(429, { headers: now }), { status: 429 }),
  givenUp("a 503 each time", respond(503, { headers: now }), { status: 503 }),
  givenUp("a reset each time", resetOnRequest),
  {
    title: "that refuses connections is given up",
    oauth2: { timeoutMs: 1500 },
    options: ({ tokens }) => {
      tokens.stopListening();
      return {};
    },
    call: sendMessage,
    want: {
      requests: 0,
      tokenRequests: 0,
      error: { kind: "AuthError", outcome: "not-sent", attempts: 1, members: { cause: expect.any(Error) } },
    },
  },
  tooSlow("reads nothing", deaf),
  tooSlow("says nothing", silence),
  tooSlow("stalls within its response", raw(`HTTP/1.1 200 OK\r\n${TYPE}content-length: 90\r\n\r\n{"access_`)),
  tooSlow("responds byte by byte", drip(50, 200, { body: { access_token: "hunter2" } })),
  {
    title: "is asked again by the next call after a failure",
    oauth2: {},
    tokens: [refuses(401, "invalid_client"), issues()],
    api: [fine],
    call: async (stage) => {
      const failed = await sendMessage(stage).catch(({ name }) => name);
      return [failed, await sendMessage(stage)];
    },
    want: { requests: 1, tokenRequests: 2, value: ["AuthError", accepted] },
  },
]);
