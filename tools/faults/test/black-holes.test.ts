import { setTimeout as pause } from "node:timers/promises";
import type { TokenStore } from "@sinch-fetch/auth";
import { expect } from "vitest";
import { deaf, drip, ok, raw, silence } from "../src/behaviours.ts";
import { sendBatch, sendMessage } from "../src/calls.ts";
import { faultSuite } from "../src/fault-suite.ts";
import type { Behaviour } from "../src/raw-server.ts";
import type { Scenario } from "../src/scenario.ts";
import { tokenNumber } from "../src/secrets.ts";
import type { Stage } from "../src/stage.ts";
import { issues } from "../src/token-endpoint.ts";

/** So long a token request has; a silent try has half of it. */
const TIME_MS = 1500;
const CALLS = 20;

const HOLES: Readonly<Record<string, Behaviour>> = {
  "takes no bytes": deaf,
  "takes the request and says nothing": silence,
  "stops within its head": raw("HTTP/1.1 200 OK\r\ncontent-le"),
  "stops within its body": raw('HTTP/1.1 200 OK\r\ncontent-length: 90\r\n\r\n{"access_'),
  "brings a byte now and then": drip(200, 200, { body: { access_token: "hunter2" } }),
};

const sendMany = (stage: Stage): Promise<unknown> =>
  Promise.all(Array.from({ length: CALLS }, (_, call) => (call % 2 ? sendMessage(stage) : sendBatch(stage))));

const expectFreshConnection = ({ tokens }: Stage): void => {
  const [first, second] = tokens.arrivals.slice(-2);
  expect(second?.connection).not.toBe(first?.connection);
};

/** A store with a token of 10 s that can be used for another one, once. */
function storeOfEndingToken(): TokenStore {
  let isTaken = false;
  return {
    async get() {
      if (isTaken) return undefined;
      isTaken = true;
      return { accessToken: "hunter2-stored", issuedAtMs: Date.now() - 8000, expiresAtMs: Date.now() + 2000 };
    },
    set: async () => {},
  };
}

const servedByTheNext = (what: string, hole: Behaviour): Scenario => ({
  title: `that ${what} costs no call: the next connection serves them all`,
  oauth2: { timeoutMs: TIME_MS },
  tokens: [hole, issues()],
  options: { retry: false },
  call: sendMany,
  want: {
    requests: CALLS,
    tokenRequests: 2,
    severalCalls: true,
    check: ({ stage }) => expectFreshConnection(stage),
  },
});

faultSuite("a connection to the token endpoint", [
  ...Object.entries(HOLES).map(([what, hole]) => servedByTheNext(what, hole)),
  {
    title: "that has served and then goes dead costs no call",
    oauth2: { timeoutMs: TIME_MS },
    tokens: [issues({ expiresIn: 1 }), silence, issues()],
    options: { retry: false },
    call: async (stage) => {
      await sendMessage(stage);
      await pause(1000);
      return sendMany(stage);
    },
    want: {
      requests: CALLS + 1,
      tokenRequests: 3,
      severalCalls: true,
      check: ({ stage }) => {
        expectFreshConnection(stage);
        expect(stage.api.arrivals.at(-1)?.headers.authorization).toBe(`Bearer ${tokenNumber(3)}`);
      },
    },
  },
  {
    title: "that goes dead under a renewal in the background costs no call, though the token ends meanwhile",
    oauth2: () => ({ tokenStore: storeOfEndingToken() }),
    tokens: [silence, issues()],
    options: { timeoutMs: TIME_MS, retry: false },
    call: async (stage) => {
      for (let call = 0; call < 2; call++) await sendMessage(stage);
      await stage.tokens.arrived(1);
      await pause(1000);
      return sendMany(stage);
    },
    want: {
      requests: CALLS + 2,
      tokenRequests: 2,
      severalCalls: true,
      check: ({ stage }) => expectFreshConnection(stage),
    },
  },
  {
    title: "that goes dead while a refused token is replaced costs no call",
    oauth2: { timeoutMs: TIME_MS },
    tokens: [issues(), silence, issues()],
    api: [raw("HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n"), ok({ message_id: "message-1" })],
    options: { retry: false },
    call: sendMessage,
    want: { requests: 2, tokenRequests: 3, value: { message_id: "message-1" } },
  },
  {
    title: "that is one of nothing but dead ones ends each call in its own time",
    oauth2: {},
    tokens: [silence],
    options: { timeoutMs: TIME_MS, retry: false },
    call: (stage) =>
      Promise.all(
        [400, 700, TIME_MS].map((timeoutMs) =>
          sendMessage(stage, { timeoutMs }).catch(({ name, outcome, timeoutMs: limit }) => [name, outcome, limit]),
        ),
      ),
    want: {
      requests: 0,
      tokenRequests: [2, 4],
      value: [400, 700, TIME_MS].map((limit) => ["TimeoutError", "not-sent", limit]),
    },
  },
]);
