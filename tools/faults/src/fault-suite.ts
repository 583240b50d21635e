import { isAuthError } from "@sinch-fetch/auth";
import { isAbortError, isApiError, isConnectionError, isSinchFetchError, isTimeoutError } from "@sinch-fetch/http";
import { describe, expect, test } from "vitest";
import type { Arrival } from "./raw-server.ts";
import type { Count, Scenario, Seen, Want, WantedError } from "./scenario.ts";
import { exposedBy, secretsIn } from "./secrets.ts";
import { openStage, SETTLED_WITHIN_MS, type Servers } from "./stage.ts";
import { transports } from "./transports.ts";

/** Platform timers may fire a little early. */
const EARLY_MS = 5;

/**
 * Tests scenarios over every transport.
 *
 * Beyond what each wants, in all of them: the call settles in time; all attempts of a call carry the same bytes; an
 * error says nothing secret, wherever one looks, and is plain data to `JSON.stringify`; no promise is left to reject
 * unheard.
 */
export function faultSuite(group: string, scenarios: readonly Scenario[]): void {
  describe.each(transports)(`${group}, over $name`, ({ fetch }) => {
    for (const scenario of scenarios) test(scenario.title, () => play(scenario, fetch));
  });
}

async function play(scenario: Scenario, fetch: typeof globalThis.fetch): Promise<void> {
  const { want } = scenario;
  const oauth2 = typeof scenario.oauth2 === "function" ? scenario.oauth2() : scenario.oauth2;
  const unheard = watchRejections();
  const { stage, close } = await openStage(fetch, (servers) => {
    for (const name of ["api", "tokens", "other"] as const) behave(servers, name, scenario[name]);
    const { options = {} } = scenario;
    return { options: typeof options === "function" ? options(servers) : options, oauth2 };
  });
  try {
    const begunAtMs = performance.now();
    const settled = await scenario.call(stage).then(
      (value) => ({ value, error: undefined }),
      (error: unknown) => ({ value: undefined, error }),
    );
    const seen: Seen = { stage, ...settled, elapsedMs: performance.now() - begunAtMs };

    expectAtCaller(want, seen);
    expectAtServers(want, seen, oauth2 ? 1 : 0);
    await want.check?.(seen);
  } finally {
    await close();
    await unheard.expectNone();
  }
}

function behave(servers: Servers, name: keyof Servers, given: Scenario["api"]): void {
  const behaviours = typeof given === "function" ? given(servers) : given;
  if (behaviours) servers[name].behave(...behaviours);
}

function expectAtCaller({ value, error, atLeastMs = 0 }: Want, seen: Seen): void {
  if (error) expectError(error, seen.error);
  else if (seen.error !== undefined) throw seen.error;
  if (value !== undefined) expect(seen.value).toEqual(value);
  expect(seen.elapsedMs).toBeLessThan(SETTLED_WITHIN_MS);
  expect(seen.elapsedMs).toBeGreaterThan(atLeastMs - EARLY_MS);
}

const GUARDS = [isApiError, isTimeoutError, isConnectionError, isAbortError, isAuthError];
const GUARDED: Readonly<Record<WantedError["kind"], readonly unknown[]>> = {
  ApiError: [isApiError],
  ConnectionError: [isConnectionError],
  TimeoutError: [isTimeoutError, isConnectionError],
  AbortError: [isAbortError],
  AuthError: [isAuthError],
  TypeError: [],
};

function expectError({ kind, outcome, attempts, message, members = {} }: WantedError, error: unknown): void {
  expect(error).toMatchObject({
    name: kind,
    ...(outcome !== undefined && { outcome }),
    ...(attempts !== undefined && { attempts }),
    ...(message !== undefined && { message: expect.stringMatching(message) }),
    ...members,
  });
  expect(GUARDS.filter((guard) => guard(error))).toEqual(GUARDED[kind]);
  expect(secretsIn(exposedBy(error))).toEqual([]);
  if (kind === "ConnectionError") expect(error).toHaveProperty("cause", expect.any(Error));
  if (!isSinchFetchError(error)) return;
  expect(error.attempts).toBeTypeOf("number");
  const { name, outcome: said, attempts: made } = error;
  expect(JSON.parse(JSON.stringify(error))).toMatchObject({ name, outcome: said, attempts: made });
}

function expectAtServers(want: Want, { stage }: Seen, tokenRequests: number): void {
  const { arrivals } = stage.api;
  expectCount("requests", arrivals, want.requests);
  expectCount("token requests", stage.tokens.arrivals, want.tokenRequests ?? tokenRequests);
  expectCount("requests to the other host", stage.other.arrivals, want.otherRequests ?? 0);
  const sent = arrivals.filter(({ seen }) => seen === "whole").map(whatWasSent);
  if (!want.severalCalls) expect(new Set(sent).size).toBeLessThanOrEqual(1);
  for (const [index, gapMs] of (want.gapsMs ?? []).entries()) {
    const [from = Number.NaN, to = Number.NaN] = arrivals.slice(index, index + 2).map(({ atMs }) => atMs);
    expect(to - from).toBeGreaterThan(gapMs - EARLY_MS);
  }
}

function expectCount(of: string, arrivals: readonly Arrival[], want: Count): void {
  const [least, most] = typeof want === "number" ? [want, want] : want;
  const said = `${of}: ${arrivals.map(({ seen, method, target }) => `${method} ${target} (${seen})`).join(", ")}`;
  expect(arrivals.length, said).toBeGreaterThanOrEqual(least);
  expect(arrivals.length, said).toBeLessThanOrEqual(most);
}

/** All of a request but its credential, which a renewed token changes. */
function whatWasSent({ method, target, headers: { authorization, ...headers }, body }: Arrival): string {
  return JSON.stringify([method, target, Object.entries(headers).sort(), authorization?.split(" ")[0], body]);
}

/** Keeps the rejections that nobody heard, from now on. */
function watchRejections(): { expectNone(): Promise<void> } {
  const unheard: unknown[] = [];
  const keep = (reason: unknown): void => void unheard.push(reason);
  process.on("unhandledRejection", keep);
  return {
    async expectNone() {
      // Node reports them once the microtasks are through; what a closed server sets off comes a little later.
      await new Promise((resolve) => setTimeout(resolve, 10));
      process.off("unhandledRejection", keep);
      expect(unheard).toEqual([]);
    },
  };
}
