import { beforeEach, describe, expect, test } from "vitest";
import { endOfLifeMs, renewFromMs, usableUntilMs } from "../src/token-life.ts";
import { fakeClock, fixChance } from "./clock.ts";
import { jwt, tokenOf } from "./tokens.ts";

const NOW_MS = Date.UTC(2026, 0, 1);
const HOUR_MS = 3_600_000;
const none = Number.POSITIVE_INFINITY;

beforeEach(() => fakeClock(NOW_MS));

const lives = [
  { life: "a day", lifeMs: 24 * HOUR_MS, marginMs: 60_000 },
  { life: "an hour", lifeMs: HOUR_MS, marginMs: 60_000 },
  { life: "ten minutes", lifeMs: 600_000, marginMs: 60_000 },
  { life: "a minute", lifeMs: 60_000, marginMs: 6000 },
  { life: "a second", lifeMs: 1000, marginMs: 100 },
  { life: "no time", lifeMs: 0, marginMs: 0 },
];

describe("usableUntilMs", () => {
  test.each(lives)("is $marginMs ms before the end of a token of $life", ({ lifeMs, marginMs }) => {
    const token = tokenOf("t", { expiresAtMs: NOW_MS + lifeMs });

    expect(usableUntilMs(token)).toBe(NOW_MS + lifeMs - marginMs);
  });

  test("never comes for a token without an end", () => {
    expect(usableUntilMs(tokenOf("t", { expiresAtMs: undefined }))).toBe(none);
  });
});

describe("renewFromMs", () => {
  test.each(lives)("is two to three times $marginMs ms before the end of a token of $life", ({ lifeMs, marginMs }) => {
    const token = tokenOf("t", { expiresAtMs: NOW_MS + lifeMs });

    fixChance(0);
    const latest = renewFromMs(token);
    fixChance(1);
    const earliest = renewFromMs(token);

    expect([earliest, latest]).toEqual([NOW_MS + lifeMs - 3 * marginMs, NOW_MS + lifeMs - 2 * marginMs]);
  });

  test("never comes for a token without an end", () => {
    expect(renewFromMs(tokenOf("t", { expiresAtMs: undefined }))).toBe(none);
  });
});

describe("endOfLifeMs", () => {
  const nowSeconds = NOW_MS / 1000;
  /** Claims by a clock that differs by an hour from this machine's. */
  const elsewhere = nowSeconds + 3600;

  test.each<{ rule: string; expiresIn?: unknown; token?: string; want: number | undefined }>([
    { rule: "expires_in", expiresIn: 100, want: 100 },
    { rule: "expires_in of a fraction", expiresIn: 0.0015, want: 0.001 },
    { rule: "expires_in of 0", expiresIn: 0, want: 0 },
    { rule: "expires_in below 0, which is over as well", expiresIn: -1, want: 0 },
    { rule: "expires_in as text", expiresIn: "100", want: 100 },
    { rule: "expires_in as text with spaces", expiresIn: " 100 ", want: 100 },
    { rule: "no expires_in", expiresIn: undefined, want: undefined },
    { rule: "expires_in of null", expiresIn: null, want: undefined },
    { rule: "expires_in of true", expiresIn: true, want: undefined },
    { rule: "expires_in of no text", expiresIn: " ", want: undefined },
    { rule: "expires_in of other text", expiresIn: "an hour", want: undefined },
    { rule: "expires_in without a bound", expiresIn: none, want: undefined },
    { rule: "expires_in beyond all numbers", expiresIn: 1e308, want: undefined },
    {
      rule: "exp - iat below expires_in",
      expiresIn: 100,
      token: jwt({ iat: elsewhere, exp: elsewhere + 50 }),
      want: 50,
    },
    {
      rule: "exp - iat above expires_in",
      expiresIn: 100,
      token: jwt({ iat: elsewhere, exp: elsewhere + 999 }),
      want: 100,
    },
    { rule: "exp - iat alone", token: jwt({ iat: elsewhere, exp: elsewhere + 50 }), want: 50 },
    { rule: "exp - iat of a second", token: jwt({ iat: elsewhere, exp: elsewhere + 1 }), want: 1 },
    { rule: "exp - iat beside other text", expiresIn: "an hour", token: jwt({ iat: 0, exp: 50 }), want: 50 },
    { rule: "exp - iat by a clock that is behind", token: jwt({ iat: 0, exp: 50 }), want: 50 },
    { rule: "exp without iat, before expires_in", expiresIn: 100, token: jwt({ exp: nowSeconds + 50 }), want: 50 },
    { rule: "exp without iat, after expires_in", expiresIn: 100, token: jwt({ exp: nowSeconds + 999 }), want: 100 },
    { rule: "exp without iat, alone", token: jwt({ exp: nowSeconds + 50 }), want: 50 },
    { rule: "exp beside an iat that is text", token: jwt({ iat: "0", exp: nowSeconds + 50 }), want: 50 },
    { rule: "exp without iat, passed by this clock", expiresIn: 100, token: jwt({ exp: nowSeconds - 50 }), want: 100 },
    { rule: "exp without iat, now by this clock", expiresIn: 100, token: jwt({ exp: nowSeconds }), want: 100 },
    { rule: "exp not after iat", expiresIn: 100, token: jwt({ iat: elsewhere, exp: elsewhere }), want: 100 },
    { rule: "exp that is text", expiresIn: 100, token: jwt({ iat: 0, exp: "50" }), want: 100 },
    { rule: "a JWT without exp", expiresIn: 100, token: jwt({ iss: "ÿ>?" }), want: 100 },
    { rule: "claims that are no object", expiresIn: 100, token: jwt(5), want: 100 },
    { rule: "claims that are null", expiresIn: 100, token: jwt(null), want: 100 },
    { rule: "a payload that is not JSON", expiresIn: 100, token: `a.${btoa("{exp")}.c`, want: 100 },
    { rule: "a payload that is not Base64", expiresIn: 100, token: "a.~.c", want: 100 },
    { rule: "a token with dots that is no JWT", expiresIn: 100, token: "...", want: 100 },
    { rule: "a token that is opaque", expiresIn: 100, token: "opaque", want: 100 },
  ])("is $want s away by $rule", ({ expiresIn, token = "opaque", want }) => {
    const end = endOfLifeMs(token, expiresIn, NOW_MS);

    expect(end).toBe(want === undefined ? undefined : NOW_MS + want * 1000);
  });

  test("reads claims whose Base64 is URL-safe", () => {
    const token = jwt({ a: "ÿÿÿ>>>???~~~", b: "ûûû", iat: 0, exp: 50 });

    const end = endOfLifeMs(token, undefined, NOW_MS);

    expect(token).toMatch(/-.*_|_.*-/);
    expect(end).toBe(NOW_MS + 50_000);
  });
});
