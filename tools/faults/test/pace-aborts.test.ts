import { isSinchFetchError } from "@sinch-fetch/http";
import { expect } from "vitest";
import { ok, silence } from "../src/behaviours.ts";
import { readMessage, sendMessage } from "../src/calls.ts";
import { faultSuite } from "../src/fault-suite.ts";
import type { Scenario } from "../src/scenario.ts";
import type { Stage } from "../src/stage.ts";

const LOST_CALLS = 1000;
/** Some may have their turn in time after all, on a machine that is busy. */
const MOST_IN_TIME = 50;
/** At 10 requests a second the lost calls would hold the line for 100 s. */
const SOON_MS = 4000;

/** Makes calls that are to end before their turn; returns how each of the others ended, and how these did. */
async function lose(call: () => Promise<unknown>): Promise<{ name: unknown; inTime: number }> {
  const ends = await Promise.all(Array.from({ length: LOST_CALLS }, () => call().catch((error: unknown) => error)));
  const lost = ends.filter((end) => isSinchFetchError(end) && end.outcome === "not-sent");
  return { name: Object(lost[0]).name, inTime: ends.length - lost.length };
}

/** A call takes its turn, others are lost, and the next call is measured. */
const delaysNobody = (how: string, lost: (stage: Stage) => ReturnType<typeof lose>, name: string): Scenario => ({
  title: `of 1000 calls ${how} goes to the next call of the project`,
  api: [ok({ id: "message-1" })],
  options: { requestsPerSecond: 10 },
  call: async (stage) => {
    await readMessage(stage);
    const ended = await lost(stage);
    const lostAtMs = performance.now();
    await readMessage(stage, { deadlineMs: 20_000 });
    const isSoon = performance.now() - lostAtMs < SOON_MS;
    return { name: ended.name, isMost: ended.inTime <= MOST_IN_TIME, isSoon };
  },
  want: {
    requests: [2, MOST_IN_TIME + 2],
    severalCalls: true,
    value: { name, isMost: true, isSoon: true },
  },
});

faultSuite("a turn", [
  delaysNobody(
    "that are aborted before they begin",
    (stage) => {
      stage.abort();
      return lose(() => sendMessage(stage, { signal: stage.signal }));
    },
    "AbortError",
  ),
  delaysNobody(
    "that are aborted while they wait",
    (stage) => {
      setTimeout(() => stage.abort(), 30);
      return lose(() => sendMessage(stage, { signal: stage.signal }));
    },
    "AbortError",
  ),
  delaysNobody(
    "whose deadline comes before their turn",
    (stage) => lose(() => sendMessage(stage, { deadlineMs: 40 })),
    "TimeoutError",
  ),
  {
    title: "that is given back lets those behind it move up, in their order",
    options: { requestsPerSecond: 1 },
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
      atLeastMs: 2000,
      value: "AbortError",
      check({ stage, elapsedMs }) {
        expect(stage.api.arrivals.map(({ target }) => target.split("/").at(-1))).toEqual([
          "message-1",
          "second",
          "third",
        ]);
        // With the turn of the aborted call it would be 3000.
        expect(elapsedMs).toBeLessThan(2900);
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
      atLeastMs: 200,
      value: { name: "AbortError", outcome: "unknown" },
    },
  },
]);
