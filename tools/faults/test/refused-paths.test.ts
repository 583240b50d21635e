import { expect } from "vitest";
import { answer, answerText, delayed, ok, onRequest, redirect } from "../src/behaviours.ts";
import { readMessage, sendMessage } from "../src/calls.ts";
import { faultSuite } from "../src/fault-suite.ts";
import { tokenNumber } from "../src/secrets.ts";
import type { Stage } from "../src/stage.ts";
import { issues } from "../src/token-endpoint.ts";

const CALLS = 40;
/** How long the token endpoint takes: what a healthy call would lose that waits for a token. */
const SLOW_MS = 800;

/** An API that refuses all reads, whatever the token, and takes all sends. */
const refusesReads = onRequest((socket, { method }) => {
  socket.write(method === "GET" ? answerText(401) : answerText(200, { body: { message_id: "message-1" } }));
});
const slowTokens = [1, 2, 3, 4, 5].map((number) =>
  delayed(SLOW_MS, 200, { body: { access_token: tokenNumber(number), token_type: "bearer", expires_in: 3600 } }),
);

const refusedRead = (stage: Stage): Promise<unknown> =>
  readMessage(stage).catch(({ name, status, outcome, attempts }) => ({ name, status, outcome, attempts }));

async function timed(call: Promise<unknown>): Promise<number> {
  const startedAtMs = performance.now();
  await call;
  return performance.now() - startedAtMs;
}

const refused = { name: "ApiError", status: 401, outcome: "rejected", attempts: 1 };

faultSuite("a path that always says 401", [
  {
    title: "takes one further token, and not one a call",
    oauth2: {},
    api: [refusesReads],
    call: async (stage) => {
      const ends: unknown[] = [];
      for (let call = 0; call < CALLS; call++) ends.push(await refusedRead(stage));
      return ends;
    },
    want: { requests: CALLS + 1, tokenRequests: 2, value: Array.from({ length: CALLS }, () => refused) },
  },
  {
    title: "takes one further token where all its calls are made at once",
    oauth2: {},
    api: [refusesReads],
    call: (stage) => Promise.all(Array.from({ length: CALLS }, () => refusedRead(stage))),
    want: { requests: 2 * CALLS, tokenRequests: 2, value: Array.from({ length: CALLS }, () => refused) },
  },
  {
    title: "slows no other call, though the token endpoint is slow",
    oauth2: {},
    tokens: () => [slowTokens[0] ?? issues(), ...slowTokens.slice(1)],
    api: [refusesReads],
    call: async (stage) => {
      await sendMessage(stage);
      const durations: number[] = [];
      for (let round = 0; round < CALLS; round++) {
        const reads = [refusedRead(stage), refusedRead(stage)];
        durations.push(await timed(sendMessage(stage)));
        if (round > CALLS / 2) await Promise.all(reads);
      }
      return durations.sort((one, other) => one - other)[Math.floor(CALLS * 0.95)];
    },
    want: {
      requests: [3 * CALLS + 1, 5 * CALLS + 1],
      tokenRequests: 2,
      severalCalls: true,
      check: ({ value }) => expect(value).toBeLessThan(SLOW_MS / 2),
    },
  },
  {
    title: "leaves another path the renewal of a token that was revoked",
    oauth2: {},
    api: [refusesReads],
    call: async (stage) => {
      await sendMessage(stage);
      await refusedRead(stage);
      await sendMessage(stage);
      stage.api.behave(answer(401), ok({ message_id: "message-2" }));
      return sendMessage(stage);
    },
    want: { requests: 6, tokenRequests: 3, severalCalls: true, value: { message_id: "message-2" } },
  },
  {
    title: "on another origin, after a redirect, takes no further token",
    oauth2: {},
    api: ({ other }) => [redirect(302, `${other.url}/elsewhere`)],
    other: [answer(401)],
    call: refusedRead,
    want: { requests: 1, otherRequests: 1, tokenRequests: 1, value: refused },
  },
]);
