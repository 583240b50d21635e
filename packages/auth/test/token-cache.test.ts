import { TimeoutError } from "@sinch-fetch/http";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { AuthError } from "../src/auth-error.ts";
import { type AccessToken, TokenCache, type TokenWait } from "../src/token-cache.ts";
import { rejection } from "./rejection.ts";

const HOUR_MS = 3_600_000;
const wait: TokenWait = { timeoutMs: 1000, signal: null };

/** A token request that the test ends by hand. */
interface Asked {
  readonly timeoutMs: number;
  answer(value: string, lifeMs?: number): void;
  fail(error: Error): void;
}

function cacheWithEndpoint() {
  const asked: Asked[] = [];
  const cache = new TokenCache(
    (timeoutMs) =>
      new Promise<AccessToken>((resolve, reject) => {
        const issuedAtMs = Date.now();
        const answer = (value: string, lifeMs = HOUR_MS) =>
          resolve({ value, issuedAtMs, expiresAtMs: issuedAtMs + lifeMs });
        asked.push({ timeoutMs, answer, fail: reject });
      }),
  );
  return { cache, asked };
}

const timedOut = () => new TimeoutError("too slow", { outcome: "not-sent", timeoutMs: 1000 });

/** Lets every promise that can settle do so. */
const settle = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("TokenCache", () => {
  test("asks for a token with the first call and not before", async () => {
    const { cache, asked } = cacheWithEndpoint();
    const before = asked.length;

    const got = cache.get({ timeoutMs: 250, signal: null });
    asked[0]?.answer("t1");

    expect(await got).toBe("t1");
    expect(before).toBe(0);
    expect(asked).toMatchObject([{ timeoutMs: 250 }]);
  });

  test.each([
    { life: "an hour", lifeMs: HOUR_MS, usableMs: HOUR_MS - 60_000 },
    { life: "ten minutes", lifeMs: 600_000, usableMs: 540_000 },
    { life: "a minute", lifeMs: 60_000, usableMs: 54_000 },
    { life: "a second", lifeMs: 1000, usableMs: 900 },
  ])("keeps a token of $life until shortly before its end", async ({ lifeMs, usableMs }) => {
    const { cache, asked } = cacheWithEndpoint();
    const first = cache.get(wait);
    asked[0]?.answer("t1", lifeMs);
    await first;

    await vi.advanceTimersByTimeAsync(usableMs - 1);
    const kept = await cache.get(wait);
    const requestsWhileFresh = asked.length;
    await vi.advanceTimersByTimeAsync(1);
    const renewed = cache.get(wait);
    asked[1]?.answer("t2");

    expect([kept, requestsWhileFresh]).toEqual(["t1", 1]);
    expect(await renewed).toBe("t2");
  });

  test("keeps a token without an end", async () => {
    const { cache, asked } = cacheWithEndpoint();
    const first = cache.get(wait);
    asked[0]?.answer("t1", Number.POSITIVE_INFINITY);
    await first;

    await vi.advanceTimersByTimeAsync(1000 * HOUR_MS);

    expect(await cache.get(wait)).toBe("t1");
    expect(asked).toHaveLength(1);
  });

  test.each([{ lifeMs: 0 }, { lifeMs: -HOUR_MS }])(
    "hands out a token with $lifeMs ms to live to those who wait for it, and to no one after",
    async ({ lifeMs }) => {
      const { cache, asked } = cacheWithEndpoint();

      const first = cache.get(wait);
      asked[0]?.answer("t1", lifeMs);
      const got = await first;
      void cache.get(wait);

      expect(got).toBe("t1");
      expect(asked).toHaveLength(2);
    },
  );

  test("makes one request for 500 callers at once", async () => {
    const { cache, asked } = cacheWithEndpoint();

    const got = Promise.all(Array.from({ length: 500 }, () => cache.get(wait)));
    asked[0]?.answer("t1");

    expect(new Set(await got)).toEqual(new Set(["t1"]));
    expect(asked).toHaveLength(1);
  });

  test("fails every caller that waits for a request that fails", async () => {
    const { cache, asked } = cacheWithEndpoint();
    const failure = new AuthError("no token");

    const got = Promise.all(Array.from({ length: 3 }, () => rejection(cache.get(wait))));
    asked[0]?.fail(failure);

    expect(await got).toEqual([failure, failure, failure]);
    expect(asked).toHaveLength(1);
  });

  test("asks again after a failure", async () => {
    const { cache, asked } = cacheWithEndpoint();
    const failed = rejection(cache.get(wait));
    asked[0]?.fail(new AuthError("no token"));
    await failed;

    const got = cache.get(wait);
    asked[1]?.answer("t2");

    expect(await got).toBe("t2");
  });

  test("lets those who still have time ask anew after the starter's time ran out", async () => {
    const { cache, asked } = cacheWithEndpoint();
    const starter = rejection(cache.get({ timeoutMs: 10, signal: null }));
    const others = Promise.all([cache.get(wait), cache.get(wait)]);

    const timeout = timedOut();
    asked[0]?.fail(timeout);
    await settle();
    asked[1]?.answer("t2");

    expect(await starter).toBe(timeout);
    expect(await others).toEqual(["t2", "t2"]);
    expect(asked).toMatchObject([{ timeoutMs: 10 }, { timeoutMs: 1000 }]);
  });

  test("does not ask anew for a call that has ended", async () => {
    const { cache, asked } = cacheWithEndpoint();
    const controller = new AbortController();
    const starter = rejection(cache.get(wait));
    const ended = rejection(cache.get({ timeoutMs: 1000, signal: controller.signal }));

    controller.abort();
    const timeout = timedOut();
    asked[0]?.fail(timeout);

    expect(await Promise.all([starter, ended])).toEqual([timeout, timeout]);
    expect(asked).toHaveLength(1);
  });

  test("asks anew for a call whose signal is not aborted", async () => {
    const { cache, asked } = cacheWithEndpoint();
    const starter = rejection(cache.get(wait));
    const other = cache.get({ timeoutMs: 1000, signal: new AbortController().signal });

    asked[0]?.fail(timedOut());
    await settle();
    asked[1]?.answer("t2");

    await starter;
    expect(await other).toBe("t2");
  });

  test("replaces the token that was refused", async () => {
    const { cache, asked } = cacheWithEndpoint();
    const first = cache.get(wait);
    asked[0]?.answer("t1");
    await first;

    const renewed = cache.renew("t1", wait);
    asked[1]?.answer("t2");

    expect(await renewed).toBe("t2");
    expect(await cache.get(wait)).toBe("t2");
  });

  test("keeps the token that has taken the place of the one refused", async () => {
    const { cache, asked } = cacheWithEndpoint();
    const first = cache.get(wait);
    asked[0]?.answer("t2");
    await first;

    const renewed = await cache.renew("t1", wait);

    expect(renewed).toBe("t2");
    expect(asked).toHaveLength(1);
  });

  test("makes one request for all who had the same token refused", async () => {
    const { cache, asked } = cacheWithEndpoint();
    const first = cache.get(wait);
    asked[0]?.answer("t1");
    await first;

    const renewed = Promise.all(Array.from({ length: 500 }, () => cache.renew("t1", wait)));
    asked[1]?.answer("t2");

    expect(new Set(await renewed)).toEqual(new Set(["t2"]));
    expect(asked).toHaveLength(2);
  });
});
