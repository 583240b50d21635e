import { setTimeout as pause } from "node:timers/promises";
import { expect, vi } from "vitest";
import { ok, respond, silence } from "../src/behaviours.ts";
import { readMessage, sendMessage } from "../src/calls.ts";
import { faultSuite } from "../src/fault-suite.ts";
import type { Scenario } from "../src/scenario.ts";
import { tokenNumber } from "../src/secrets.ts";
import type { Stage } from "../src/stage.ts";
import { issues } from "../src/token-endpoint.ts";

const HOUR_MS = 3_600_000;

/**
 * What stands still while a machine is asleep: its clock of `performance.now()`, which then knows nothing of the hour, or
 * nothing, as where only the process was stopped.
 */
const SLEEPS = { "of the machine": [Date], "of the process": [Date, performance] };

/** Sets clocks by some time, until the function that it returns is called. */
function set(clocks: readonly { now(): number }[], byMs: number): () => void {
  const spies = clocks.map((clock) => {
    const now = clock.now.bind(clock);
    return vi.spyOn(clock, "now").mockImplementation(() => now() + byMs);
  });
  return () => {
    for (const spy of spies) spy.mockRestore();
  };
}

const SLEPT = Object.entries(SLEEPS);

/** Plays what comes after the hour, with the clocks set and set back again. */
const later =
  (
    clocks: readonly { now(): number }[],
    before: (stage: Stage) => unknown,
    after: (stage: Stage) => Promise<unknown>,
  ) =>
  async (stage: Stage): Promise<unknown> => {
    await before(stage);
    const setBack = set(clocks, HOUR_MS);
    try {
      return await after(stage);
    } finally {
      setBack();
    }
  };

const resetAll = ({ api, tokens }: Stage): void => {
  for (const server of [api, tokens]) server.endConnections("reset");
};

const sleeps = ([sleep, clocks]: readonly [string, readonly { now(): number }[]]): Scenario[] => [
  {
    title: `a sleep ${sleep} costs no read, with its token ended and its connections reset`,
    oauth2: {},
    call: later(clocks, readMessage, async (stage) => {
      resetAll(stage);
      for (let call = 0; call < 3; call++) await readMessage(stage);
    }),
    want: {
      requests: [4, 5],
      tokenRequests: [2, 3],
      check: ({ stage }) =>
        expect(stage.api.arrivals.at(-1)?.headers.authorization).not.toBe(`Bearer ${tokenNumber(1)}`),
    },
  },
  {
    title: `a sleep ${sleep} costs one send at most`,
    oauth2: {},
    call: later(clocks, sendMessage, async (stage) => {
      resetAll(stage);
      const first = await sendMessage(stage).then(
        () => "responded",
        ({ name, outcome }) => `${name}, ${outcome}`,
      );
      expect(first).toMatch(/^(responded|ConnectionError, (not-sent|unknown))$/);
      for (let call = 0; call < 3; call++) await sendMessage(stage);
    }),
    want: { requests: [4, 5], tokenRequests: [2, 3] },
  },
  {
    title: `a sleep ${sleep} leaves a token that lives longer in use`,
    oauth2: {},
    tokens: [issues({ expiresIn: 86_400 })],
    call: later(clocks, readMessage, readMessage),
    want: { requests: 2, tokenRequests: 1 },
  },
  {
    title: `a sleep ${sleep} delays nobody's turn, and lets no requests out in a burst`,
    options: { requestsPerSecond: 20 },
    call: later(clocks, readMessage, async (stage) => {
      await Promise.all(Array.from({ length: 6 }, () => readMessage(stage)));
      return stage.api.arrivals.slice(1).map(({ atMs }) => atMs);
    }),
    want: {
      requests: 7,
      atLeastMs: 250,
      check: ({ value }) => {
        const times = value as number[];
        expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(200);
      },
    },
  },
];

faultSuite("an hour later:", [
  ...SLEPT.flatMap(sleeps),
  {
    title: "a token request that lost its timers is joined by no call",
    oauth2: {},
    tokens: [silence, issues()],
    call: async (stage) => {
      const lost = sendMessage(stage, { signal: stage.signal }).catch(({ name, outcome }) => `${name}, ${outcome}`);
      const after = later(SLEEPS["of the process"], () => stage.tokens.arrived(1), sendMessage);
      await after(stage);
      stage.abort();
      return lost;
    },
    want: { requests: 1, tokenRequests: 2, value: "AbortError, not-sent" },
  },
  {
    title: "a call that slept through its deadline in line ends unsent",
    options: { requestsPerSecond: 2, deadlineMs: 4000 },
    call: async (stage) => {
      await readMessage(stage);
      const late = sendMessage(stage).catch((error: unknown) => error);
      const sleep = later(
        SLEEPS["of the process"],
        () => pause(20),
        () => late,
      );
      throw await sleep(stage);
    },
    want: {
      requests: 1,
      error: { kind: "TimeoutError", outcome: "not-sent", members: { timeoutMs: 4000 } },
    },
  },
  {
    title: "a clock that was set back by the hour leaves a token in use until the API refuses it",
    oauth2: {},
    api: [ok({}), respond(401), ok({})],
    call: async (stage) => {
      await readMessage(stage);
      const setBack = set([Date], -HOUR_MS);
      try {
        await readMessage(stage);
        await readMessage(stage);
      } finally {
        setBack();
      }
    },
    want: { requests: 4, tokenRequests: 2 },
  },
]);
