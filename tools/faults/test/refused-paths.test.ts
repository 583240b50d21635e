import { ok, onRequest, redirect, respond, responseText, silence } from "../src/behaviours.ts";
import { readMessage, sendMessage } from "../src/calls.ts";
import { faultSuite } from "../src/fault-suite.ts";
import type { Stage } from "../src/stage.ts";
import { issues } from "../src/token-endpoint.ts";

const CALLS = 40;

/** An API that refuses all reads, whatever the token, and takes all sends. */
const refusesReads = onRequest((socket, { method }) => {
  socket.write(method === "GET" ? responseText(401) : responseText(200, { body: { message_id: "message-1" } }));
});

const refusedRead = (stage: Stage): Promise<unknown> =>
  readMessage(stage).catch(({ name, status, outcome, attempts }) => ({ name, status, outcome, attempts }));

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
    title: "holds no other call while a token is fetched for it, however long that takes",
    oauth2: {},
    tokens: [issues(), silence],
    api: [refusesReads],
    call: async (stage) => {
      await sendMessage(stage);
      const { signal } = stage;
      const reads = Promise.allSettled(Array.from({ length: 5 }, () => readMessage(stage, { signal })));
      await stage.tokens.arrived(2);
      const sent = await Promise.all(Array.from({ length: CALLS }, () => sendMessage(stage, { timeoutMs: 1500 })));
      stage.abort();
      await reads;
      return sent.length;
    },
    want: { requests: CALLS + 6, tokenRequests: [2, 3], severalCalls: true, value: CALLS },
  },
  {
    title: "leaves another path the renewal of a token that was revoked",
    oauth2: {},
    api: [refusesReads],
    call: async (stage) => {
      await sendMessage(stage);
      await refusedRead(stage);
      await sendMessage(stage);
      stage.api.behave(respond(401), ok({ message_id: "message-2" }));
      return sendMessage(stage);
    },
    want: { requests: 6, tokenRequests: 3, severalCalls: true, value: { message_id: "message-2" } },
  },
  {
    title: "on another origin, after a redirect, takes no further token",
    oauth2: {},
    api: ({ other }) => [redirect(302, `${other.url}/elsewhere`)],
    other: [respond(401)],
    call: refusedRead,
    want: { requests: 1, otherRequests: 1, tokenRequests: 1, value: refused },
  },
]);
