import { isSinchFetchError } from "@sinch-fetch/http";
import { expect } from "vitest";
import { ok, silence } from "../src/behaviours.ts";
import { readMessage, sendMessage } from "../src/calls.ts";
import { faultSuite } from "../src/fault-suite.ts";
import type { Scenario } from "../src/scenario.ts";
import type { Stage } from "../src/stage.ts";

const LOST_CALLS = 1000;
/** At 10 requests a second the lost calls would hold the line for 100 s; the next turn comes after 0.1 s. */
const SOON_MS = 1000;

/** Makes calls that end before their turn, and returns each kind of ending once. */
async function lose(call: () => Promise<unknown>): Promise<unknown[]> {
  const ends = await Promise.all(
    Array.from({ length: LOST_CALLS }, () =>
      call().then(
        () => "resolved",
        (error: unknown) => (isSinchFetchError(error) ? `${error.name}, ${error.outcome}` : String(error)),
      ),
    ),
  );
  return [...new Set(ends)];
}

/** A call takes its turn, others are lost, and the next call is measured. */
const delaysNobody = (how: string, lost: (stage: Stage) => Promise<unknown[]>, end: string): Scenario => ({
  title: `of 1000 calls ${how} goes to the next call of the project`,
  api: [ok({ id: "message-1" })],
  options: { requestsPerSecond: 10 },
  call: async (stage) => {
    await readMessage(stage);
    const ends = await lost(stage);
    const lostAtMs = performance.now();
    await readMessage(stage, { deadlineMs: 20_000 });
    return { ends, isSoon: performance.now() - lostAtMs < SOON_MS };
  },
  want: { requests: 2, value: { ends: [end], isSoon: true } },
});

faultSuite("a turn", [
  delaysNobody(
    "that are aborted before they begin",
    (stage) => {
      stage.abort();
      return lose(() => sendMessage(stage, { signal: stage.signal }));
    },
    "AbortError, not-sent",
  ),
  delaysNobody(
    "that are aborted while they wait",
    (stage) => {
      setTimeout(() => stage.abort(), 30);
      return lose(() => sendMessage(stage, { signal: stage.signal }));
    },
    "AbortError, not-sent",
  ),
  delaysNobody(
    "whose deadline comes before their turn",
    (stage) => lose(() => sendMessage(stage, { deadlineMs: 40 })),
    "TimeoutError, not-sent",
  ),
  {
    title: "that is given back lets those behind it move up, in their order",
    options: { requestsPerSecond: 5 },
    call: async (stage) => {
      await readMessage(stage);
      const aborted = sendMessage(stage, { signal: stage.signal }).catch(({ name }) => name);
      const behind = ["second", "third"].map((id) => stage.conversation.messages.get(id));
      stage.abort();
      await Promise.all(behind);
      return aborted;
    },
    want: {
      requests: 3,
      severalCalls: true,
      gapsMs: [200, 200],
      value: "AbortError",
      check({ stage, elapsedMs }) {
        expect(stage.api.arrivals.map(({ target }) => target.split("/").at(-1))).toEqual([
          "message-1",
          "second",
          "third",
        ]);
        // With the turn of the aborted call it would be 600.
        expect(elapsedMs).toBeLessThan(590);
      },
    },
  },
  {
    title: "that a call has taken stays taken when the call is aborted after it",
    api: [silence, ok({})],
    options: { requestsPerSecond: 5 },
    call: async (stage) => {
      const aborted = sendMessage(stage, { signal: stage.signal }).catch(({ name, outcome }) => ({ name, outcome }));
      await stage.api.arrived(1);
      stage.abort();
      await readMessage(stage);
      return aborted;
    },
    want: {
      requests: 2,
      severalCalls: true,
      gapsMs: [190],
      value: { name: "AbortError", outcome: "unknown" },
    },
  },
]);
