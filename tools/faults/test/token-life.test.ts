import { setTimeout as pause } from "node:timers/promises";
import { memoryTokenStore, oauth2, type StoredToken, type TokenStore } from "@sinch-fetch/auth";
import { createConversationClient } from "@sinch-fetch/conversation";
import { expect } from "vitest";
import { delayed, ok, respond } from "../src/behaviours.ts";
import { sendMessage } from "../src/calls.ts";
import { faultSuite } from "../src/fault-suite.ts";
import type { Scenario } from "../src/scenario.ts";
import { KEY, tokenNumber } from "../src/secrets.ts";
import type { Stage } from "../src/stage.ts";
import { issues } from "../src/token-endpoint.ts";

const tokensSent = ({ api }: Stage): (string | undefined)[] =>
  api.arrivals.map(({ headers }) => headers.authorization?.replace("Bearer ", ""));

const SECOND_MS = 1000;
const STORED = "hunter2-stored-token";
const storedToken = (agoMs: number, leftMs: number): StoredToken => ({
  accessToken: STORED,
  issuedAtMs: Date.now() - agoMs,
  expiresAtMs: Date.now() + leftMs,
});
const storeOf = (get: TokenStore["get"], set: TokenStore["set"] = async () => {}): TokenStore => ({ get, set });

/** A store that holds one token, close to its end but of use for half a minute from the first time it is asked for. */
const storeOfOldToken = (): TokenStore => {
  let token: StoredToken | undefined;
  return storeOf(async () => {
    token ??= storedToken(900 * SECOND_MS, 100 * SECOND_MS);
    return token;
  });
};

const survivesStore = (title: string, tokenStore: TokenStore): Scenario => ({
  title,
  oauth2: { tokenStore },
  call: sendMessage,
  want: { requests: 1, tokenRequests: 1, check: ({ stage }) => expect(tokensSent(stage)).toEqual([tokenNumber(1)]) },
});

faultSuite("a token", [
  {
    title: "is replaced when it has ended",
    oauth2: {},
    tokens: [issues({ expiresIn: 1 }), issues()],
    call: async (stage) => {
      await sendMessage(stage);
      await pause(1100);
      await sendMessage(stage);
    },
    want: {
      requests: 2,
      tokenRequests: 2,
      check: ({ stage }) => expect(tokensSent(stage)).toEqual([tokenNumber(1), tokenNumber(2)]),
    },
  },
  {
    title: "that is close to its end is renewed by a call that does not wait for it",
    oauth2: { tokenStore: storeOfOldToken() },
    tokens: [delayed(500, 200, { body: { access_token: tokenNumber(1), token_type: "bearer", expires_in: 3600 } })],
    call: async (stage) => {
      await sendMessage(stage);
      await sendMessage(stage);
      const renewing = stage.api.arrivals.length === 2 && tokensSent(stage).every((token) => token === STORED);
      await stage.tokens.arrived(1);
      await pause(1500);
      await sendMessage(stage);
      return renewing;
    },
    want: {
      requests: 3,
      tokenRequests: 1,
      value: true,
      check: ({ stage }) => expect(tokensSent(stage)).toEqual([STORED, STORED, tokenNumber(1)]),
    },
  },
  {
    title: "whose renewal in the background fails is used on",
    oauth2: { tokenStore: storeOfOldToken() },
    tokens: [respond(500)],
    call: async (stage) => {
      for (let call = 0; call < 5; call++) await sendMessage(stage);
    },
    want: {
      requests: 5,
      tokenRequests: [1, 2],
      check: ({ stage }) => expect(new Set(tokensSent(stage))).toEqual(new Set([STORED])),
    },
  },
  {
    title: "is shared by auth values that have one store",
    oauth2: {},
    call: async (stage) => {
      const tokenStore = memoryTokenStore();
      for (let process = 0; process < 3; process++) {
        const { fetch } = stage.options;
        const auth = oauth2({ ...KEY, tokenUrl: `${stage.tokens.url}/oauth2/token`, tokenStore, fetch });
        await sendMessage({ ...stage, conversation: createConversationClient({ ...stage.options, auth }) });
      }
    },
    want: { requests: 3, tokenRequests: 1 },
  },
  {
    title: "from the store that the API refuses is replaced, and not taken from the store again",
    oauth2: { tokenStore: storeOf(async () => storedToken(SECOND_MS, 3000 * SECOND_MS)) },
    api: [respond(401), ok({})],
    call: sendMessage,
    want: {
      requests: 2,
      tokenRequests: 1,
      check: ({ stage }) => expect(tokensSent(stage)).toEqual([STORED, tokenNumber(1)]),
    },
  },
  survivesStore(
    "is fetched where the store fails",
    storeOf(
      () => Promise.reject(new Error("connection lost")),
      () => Promise.reject(new Error("connection lost")),
    ),
  ),
  survivesStore(
    "is fetched where the store does not respond",
    storeOf(
      () => new Promise(() => {}),
      () => new Promise(() => {}),
    ),
  ),
  survivesStore(
    "is fetched where the store holds one that has ended",
    storeOf(async () => storedToken(3600 * SECOND_MS, -SECOND_MS)),
  ),
]);
