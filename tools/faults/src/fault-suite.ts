import { setTimeout as pause } from "node:timers/promises";
import { isAuthError } from "@sinch-fetch/auth";
import { isAbortError, isApiError, isConnectionError, isSinchFetchError, isTimeoutError } from "@sinch-fetch/http";
import { describe, expect, test } from "vitest";
import type { Arrival } from "./raw-server.ts";
import { type Count, type Scenario, type Seen, valueOn, type Want, type WantedError } from "./scenario.ts";
import { exposedBy, secretsIn } from "./secrets.ts";
import { SETTLED_WITHIN_MS, stageOn, startServers } from "./stage.ts";
import { transports } from "./transports.ts";
import { unheardRejections } from "./unheard-rejections.ts";

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

async function play({ options = {}, oauth2, call, want, ...behaviours }: Scenario, fetch: typeof globalThis.fetch) {
  using unheard = unheardRejections();
  const servers = await startServers();
  try {
    for (const name of ["api", "tokens", "other"] as const) {
      const given = behaviours[name];
      if (given) servers[name].behave(...valueOn(servers, given));
    }
    const tokenOptions = oauth2 && valueOn(servers, oauth2);
    const stage = stageOn(servers, fetch, valueOn(servers, options), tokenOptions);
    const begunAtMs = performance.now();
    const settled = await call(stage).then(
      (value) => ({ value, error: undefined }),
      (error: unknown) => ({ value: undefined, error }),
    );
    const seen: Seen = { stage, ...settled, elapsedMs: performance.now() - begunAtMs };

    expectAtCaller(want, seen);
    expectAtServers(want, seen, tokenOptions ? 1 : 0);
    await want.check?.(seen);
  } finally {
    await Promise.all(Object.values(servers).map((server) => server.close()));
    // Node reports them once the microtasks are through; what a closed server sets off comes a little later.
    await pause(10);
    expect(unheard.reasons).toEqual([]);
  }
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
