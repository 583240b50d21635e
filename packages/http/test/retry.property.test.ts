import { IDEMPOTENT_METHODS } from "@sinch-fetch/workspace";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { HttpRequest } from "../src/chain/request.ts";
import type { Attempt } from "../src/chain/retry.ts";
import { retryWith } from "../src/chain/retry.ts";
import { ConnectionError, type ErrorDetails, isSinchFetchError, TimeoutError } from "../src/errors/errors.ts";
import { type Outcome, worse } from "../src/errors/outcome.ts";
import { httpRequest } from "./http-request.ts";

/** How an attempt can end, what the server may have done by then, and which requests may be sent again. */
interface End {
  readonly name: string;
  readonly outcome: Outcome | "done";
  readonly repeats: "all" | "idempotent" | "none";
  readonly retryAfterMs?: number;
  readonly make: (attempts: number, outcome: Outcome) => Response | Error;
}

const status = (code: number, outcome: End["outcome"], repeats: End["repeats"]): End => ({
  name: String(code),
  outcome,
  repeats,
  make: () => new Response(null, { status: code }),
});

const asking = (seconds: number): End => ({
  name: `429 for ${seconds} s`,
  outcome: "rejected",
  repeats: "all",
  retryAfterMs: seconds * 1000,
  make: () => new Response(null, { status: 429, headers: { "retry-after": String(seconds) } }),
});

const failure = (
  name: string,
  outcome: Outcome,
  repeats: End["repeats"],
  make: (details: ErrorDetails) => Error,
): End => ({
  name,
  outcome,
  repeats,
  make: (attempts, earlier) => make({ attempts, outcome: worse(earlier, outcome) }),
});

const end = fc.oneof(
  fc.constantFrom(
    status(200, "done", "none"),
    status(400, "rejected", "none"),
    status(404, "rejected", "none"),
    status(408, "rejected", "idempotent"),
    status(429, "rejected", "all"),
    status(500, "unknown", "idempotent"),
    status(503, "unknown", "idempotent"),
    status(505, "unknown", "none"),
    failure("refused", "not-sent", "all", (details) => new ConnectionError("refused", details)),
    failure("broken", "unknown", "idempotent", (details) => new ConnectionError("broken", details)),
    failure(
      "silent",
      "unknown",
      "idempotent",
      (details) => new TimeoutError("silent", { ...details, timeoutMs: 1000 }),
    ),
  ),
  fc.nat({ max: 20 }).map(asking),
);

const call = fc.record({
  ends: fc.array(end, { minLength: 1, maxLength: 8 }),
  method: fc.constantFrom("GET", "PUT", "DELETE", "POST", "PATCH"),
  marked: fc.constantFrom(true, false, undefined),
  maxRetries: fc.nat({ max: 6 }),
  baseDelayMs: fc.nat({ max: 2000 }),
  maxDelayMs: fc.nat({ max: 10_000 }),
  random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
});

const RANK = ["done", "not-sent", "rejected", "unknown"];

/** Runs one generated call to its end, on a fake clock. */
async function run({ ends, method, marked, random, ...retry }: typeof call extends fc.Arbitrary<infer T> ? T : never) {
  vi.spyOn(Math, "random").mockReturnValue(random);
  const begunAtMs = performance.now();
  const sent: { request: HttpRequest; atMs: number }[] = [];
  const told: Attempt[] = [];
  const request = httpRequest({
    method,
    body: "bytes",
    retry,
    operation: { id: "A", method, path: "/a", idempotent: marked },
    attempts: 0,
  });
  const settled = retryWith(
    (attempt) => told.push(attempt),
    async (attempt) => {
      const { attempts, outcome } = attempt;
      const made = (ends[sent.length] ?? ends.at(-1))?.make(attempts, outcome) ?? new Response();
      sent.push({ request: attempt, atMs: performance.now() - begunAtMs });
      if (made instanceof Error) throw made;
      return made;
    },
  )(request).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(10 * 10_000);
  const result = await settled;
  const idempotent = marked ?? IDEMPOTENT_METHODS.includes(method);
  const met = sent.map((_, index) => ends[index] ?? ends.at(-1)).filter((one) => one !== undefined);
  return { sent, told, result, idempotent, met, request };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe("whatever happens to a call", () => {
  test("it is sent again after an end that allows it, and after no other", async () => {
    await fc.assert(
      fc.asyncProperty(call, async (given) => {
        const { sent, met, idempotent } = await run(given);

        const mayRepeat = ({ repeats }: End): boolean => repeats === "all" || (repeats === "idempotent" && idempotent);
        expect(met.slice(0, -1).every(mayRepeat)).toBe(true);
        expect(sent.length).toBeLessThanOrEqual(given.maxRetries + 1);
        const last = met.at(-1);
        if (sent.length <= given.maxRetries) expect(last && mayRepeat(last)).toBe(false);
      }),
    );
  });

  test("a request that is not idempotent is never sent again once the server may have acted", async () => {
    await fc.assert(
      fc.asyncProperty(call, async (given) => {
        const { met, idempotent } = await run(given);

        const mayHaveActed = met.findIndex(({ outcome }) => outcome === "unknown" || outcome === "done");
        if (!idempotent && mayHaveActed !== -1) expect(mayHaveActed).toBe(met.length - 1);
      }),
    );
  });

  test("each wait is what the answer asks for, or drawn below its bound, and never longer than maxDelayMs", async () => {
    await fc.assert(
      fc.asyncProperty(call, async (given) => {
        const { sent, told, met } = await run(given);

        for (const [index, { atMs }] of sent.slice(1).entries()) {
          const asked = met[index]?.retryAfterMs;
          const bound = Math.min(given.maxDelayMs, given.baseDelayMs * 2 ** index);
          const want = asked === undefined ? given.random * bound : Math.min(given.maxDelayMs, asked);
          expect(told[index]?.retryDelayMs).toBe(want);
          expect(want).toBeLessThanOrEqual(given.maxDelayMs);
          expect(atMs - (sent[index]?.atMs ?? 0)).toBeGreaterThanOrEqual(Math.floor(want));
        }
      }),
    );
  });

  test("it ends as its last attempt did, and tells the attempts and the worst of their outcomes", async () => {
    await fc.assert(
      fc.asyncProperty(call, async (given) => {
        const { sent, told, met, result } = await run(given);

        const worst = met.map(({ outcome }) => RANK.indexOf(outcome)).reduce((a, b) => Math.max(a, b));
        expect(told).toHaveLength(sent.length);
        expect(told.at(-1)?.retryDelayMs).toBeUndefined();
        if (isSinchFetchError(result)) {
          expect(result).toMatchObject({ attempts: sent.length, outcome: RANK[worst] });
        } else {
          const response = { status: Number.parseInt(met.at(-1)?.name ?? "", 10) };
          expect(result).toMatchObject({ response, attempts: sent.length });
        }
      }),
    );
  });

  test("each attempt is the same request", async () => {
    await fc.assert(
      fc.asyncProperty(call, async (given) => {
        const { sent, request } = await run(given);

        for (const { request: attempt } of sent) {
          expect({ ...attempt, attempts: 0, outcome: "not-sent" }).toEqual(request);
        }
      }),
    );
  });
});
