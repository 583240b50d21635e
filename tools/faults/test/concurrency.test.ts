import { expect } from "vitest";
import { delayed, ok, resetOnRequest, respond, silence } from "../src/behaviours.ts";
import { readMessage, sendMessage } from "../src/calls.ts";
import { faultSuite } from "../src/fault-suite.ts";
import type { Behaviour } from "../src/raw-server.ts";
import type { Scenario } from "../src/scenario.ts";
import type { Stage } from "../src/stage.ts";

const ended = ({ name, outcome }: { name: string; outcome: string }) => ({ name, outcome });
const times = <Value>(count: number, make: () => Value): Value[] => Array.from({ length: count }, make);

/** Makes a call and returns as soon as it holds its place; `held` is its end. */
const holdPlace = async (stage: Stage): Promise<{ readonly held: Promise<unknown> }> => {
  const held = readMessage(stage);
  await stage.api.arrived(1);
  return { held };
};

/** A place is lost to a call that fails, more often than there are places; then as many calls as places are made. */
const keepsPlaces = (fault: string, behaviour: Behaviour, lose: (stage: Stage) => Promise<unknown>): Scenario => ({
  title: `are all there after ${fault}`,
  api: [behaviour],
  options: { maxConcurrentRequests: 2, retry: false },
  call: async (stage) => {
    await Promise.allSettled(times(5, () => lose(stage)));
    stage.api.behave(ok({ id: "message-1" }));
    return Promise.all(times(2, () => readMessage(stage, { deadlineMs: 2000 })));
  },
  want: { requests: [2, 7], severalCalls: true, value: times(2, () => ({ id: "message-1" })) },
});

faultSuite("the places of maxConcurrentRequests", [
  {
    title: "bound the requests that are under way at once, over all that a client makes",
    api: [delayed(60, 200, { body: { id: "message-1" } })],
    options: { maxConcurrentRequests: 3 },
    call: (stage) => Promise.all(times(12, () => readMessage(stage))),
    want: {
      requests: 12,
      atLeastMs: 240,
      check({ stage: { api } }) {
        const starts = api.arrivals.map(({ atMs }) => atMs);
        // A fourth begins when one of the three before it has its response.
        for (const [index, atMs] of starts.slice(3).entries()) expect(atMs - (starts[index] ?? 0)).toBeGreaterThan(50);
      },
    },
  },
  {
    title: "are not waited for by a call that is aborted, which leaves at once",
    api: [delayed(500, 200, { body: {} }), ok({})],
    options: { maxConcurrentRequests: 1 },
    call: async (stage) => {
      const { held } = await holdPlace(stage);
      setTimeout(() => stage.abort(), 50);
      const startedAtMs = performance.now();
      const aborted = await sendMessage(stage, { signal: stage.signal }).catch(ended);
      const waitedMs = performance.now() - startedAtMs;
      await held;
      return { aborted, isSoon: waitedMs < 400 };
    },
    want: { requests: 1, value: { aborted: { name: "AbortError", outcome: "not-sent" }, isSoon: true } },
  },
  {
    title: "go to those who still wait, and not to those who have left",
    api: [delayed(300, 200, { body: {} }), ok({ id: "message-1" })],
    options: { maxConcurrentRequests: 1 },
    call: async (stage) => {
      const { held } = await holdPlace(stage);
      const lost = times(100, () => sendMessage(stage, { signal: stage.signal }).catch(ended));
      const late = times(100, () => sendMessage(stage, { deadlineMs: 50 }).catch(ended));
      const next = readMessage(stage, { deadlineMs: 2000 });
      stage.abort();
      await held;
      return { ends: await Promise.all([...lost, ...late]), next: await next };
    },
    want: {
      requests: 2,
      value: {
        ends: [
          ...times(100, () => ({ name: "AbortError", outcome: "not-sent" })),
          ...times(100, () => ({ name: "TimeoutError", outcome: "not-sent" })),
        ],
        next: { id: "message-1" },
      },
    },
  },
  {
    title: "are waited for within the deadline of the call",
    api: [delayed(500, 200, { body: {} })],
    options: { maxConcurrentRequests: 1 },
    call: async (stage) => {
      const { held } = await holdPlace(stage);
      return sendMessage(stage, { deadlineMs: 150 }).finally(() => held);
    },
    want: { requests: 1, error: { kind: "TimeoutError", outcome: "not-sent", members: { timeoutMs: 150 } } },
  },
  {
    title: "are waited for outside of the time of the attempt",
    api: [delayed(200, 200, { body: {} })],
    options: { maxConcurrentRequests: 1, timeoutMs: 350, retry: false },
    call: (stage) => Promise.all(times(4, () => readMessage(stage))),
    want: { requests: 4, atLeastMs: 800 },
  },
  keepsPlaces("resets", resetOnRequest, (stage) => sendMessage(stage)),
  keepsPlaces("error responses", respond(500), (stage) => sendMessage(stage)),
  keepsPlaces("successes that are not JSON", respond(200, { body: "<p>" }), (stage) => sendMessage(stage)),
  keepsPlaces("limits that ran out", silence, (stage) => sendMessage(stage, { timeoutMs: 60 })),
  keepsPlaces("aborts", silence, (stage) => {
    setTimeout(() => stage.abort(), 60);
    return sendMessage(stage, { signal: stage.signal });
  }),
  {
    title: "are given back during the wait before a retry",
    api: [respond(503, { headers: { "retry-after": "60" } }), ok({ id: "message-1" })],
    options: { maxConcurrentRequests: 1, retry: { maxRetries: 1, maxDelayMs: 60_000 } },
    call: async (stage) => {
      const repeated = readMessage(stage, { signal: stage.signal }).catch(ended);
      await stage.api.arrived(1);
      const other = await readMessage(stage, { deadlineMs: 2000 });
      stage.abort();
      return [await repeated, other];
    },
    want: { requests: 2, value: [{ name: "AbortError", outcome: "unknown" }, { id: "message-1" }] },
  },
]);
