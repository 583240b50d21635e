import { AuthError } from "@sinch-fetch/auth";
import { type Auth, ConnectionError, TimeoutError } from "@sinch-fetch/http";
import { expect } from "vitest";
import { respond } from "../src/behaviours.ts";
import { readMessage, sendMessage } from "../src/calls.ts";
import { faultSuite } from "../src/fault-suite.ts";
import type { Scenario } from "../src/scenario.ts";
import type { Stage } from "../src/stage.ts";

/** What a caller's own `auth` may throw, time and again, by name; and how the call's own error is called. */
const THROWN: Readonly<Record<string, readonly [make: () => unknown, name: string]>> = {
  "an error": [() => new Error("no key today"), "SinchFetchError"],
  "an error of auth": [() => new AuthError("no key today", { status: 503 }), "AuthError"],
  "a value that is not an error": [() => ({ reason: "no key today" }), "SinchFetchError"],
};

/** Throws what is shared: to a send at once, to a read when a first attempt has been made. */
const throwing = (shared: unknown): Auth<"bearer"> => ({
  scheme: "bearer",
  async authorize(request, next) {
    if (request.method === "GET" && request.attempts === 1) return next(request);
    throw shared;
  },
});

const stateOf = (value: unknown): string =>
  JSON.stringify(
    Object.entries(Object.getOwnPropertyDescriptors(Object(value))).map(([name, one]) => [name, one.value]),
  );

const callBoth = async (stage: Stage): Promise<unknown[]> =>
  (await Promise.allSettled([readMessage(stage), sendMessage(stage)])).map((settled) => Object(settled).reason);

const staysAsItIs = (what: string, shared: unknown, name: string): Scenario => {
  const before = stateOf(shared);
  return {
    title: `stays as it is, and each of two calls gets its own outcome and attempts: ${what}`,
    api: [respond(503)],
    options: { auth: throwing(shared) },
    call: callBoth,
    want: {
      requests: 1,
      check({ value }) {
        const [ofRead, ofSend] = value as object[];
        expect(ofRead).toMatchObject({ name, method: "GET", outcome: "unknown", attempts: 2 });
        expect(ofSend).toMatchObject({ name, method: "POST", outcome: "not-sent", attempts: 1 });
        for (const error of [ofRead, ofSend]) expect(Object(error).cause).toBe(shared);
        expect(stateOf(shared)).toBe(before);
      },
    },
  };
};

faultSuite("what a caller's own auth throws", [
  ...Object.entries(THROWN).flatMap(([what, [make, name]]) => [
    staysAsItIs(`${what}, shared`, make(), name),
    staysAsItIs(`${what}, shared and frozen`, Object.freeze(make()), name),
  ]),
  ...[
    new ConnectionError("the key server is away", { outcome: "unknown", attempts: 7 }),
    new TimeoutError("the key server is slow", { outcome: "unknown", attempts: 7, timeoutMs: 5 }),
  ].map(
    (shared): Scenario => ({
      title: `says nothing of the call by its own outcome and attempts: ${shared.name}, frozen`,
      options: { auth: throwing(Object.freeze(shared)) },
      call: sendMessage,
      want: {
        requests: 0,
        error: { kind: shared.name as "ConnectionError", outcome: "not-sent", members: { cause: shared } },
        check: ({ error }) => {
          expect(Object(error).attempts).toBeLessThanOrEqual(3);
          expect(shared).toMatchObject({ outcome: "unknown", attempts: 7 });
        },
      },
    }),
  ),
]);
