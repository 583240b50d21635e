import { beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { AuthError } from "../src/auth-error.ts";
import type { TimeLimit } from "../src/time-limit.ts";
import { TokenCache } from "../src/token-cache.ts";
import { memoryTokenStore, type StoredToken, type TokenStore } from "../src/token-store.ts";
import { fakeClock, fixChance, settle } from "./clock.ts";
import { never } from "./recording-fetch.ts";
import { rejection } from "./rejection.ts";
import { tokenOf } from "./tokens.ts";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const KEY = "key-id@https://auth.test/oauth2/token";

/** That of the real clock, after which the platform has told of promises that were rejected unseen. */
const realImmediate = globalThis.setImmediate;

/** A token request that the test ends by hand. */
interface Asked {
  readonly limit: TimeLimit;
  readonly triesAgain: boolean;
  answer(accessToken: string, members?: Partial<StoredToken>): void;
  fail(error?: Error): void;
}

function cacheWith({ tokenStore = memoryTokenStore(), timeoutMs = 20_000 } = {}) {
  const asked: Asked[] = [];
  const onRenewalError = vi.fn<(error: AuthError) => void>();
  const request = (limit: TimeLimit) =>
    new Promise<StoredToken>((resolve, reject) => {
      const issuedAtMs = Date.now();
      const expiresAtMs = issuedAtMs + HOUR_MS;
      const answer = (accessToken: string, members = {}) =>
        resolve({ accessToken, issuedAtMs, expiresAtMs, ...members });
      asked.push({
        limit,
        triesAgain: !limit.isInBackground,
        answer,
        fail: (error = new AuthError("no token")) => reject(error),
      });
    });
  const source = { tokenStore, storeKey: async () => KEY, timeoutMs, onRenewalError, request };
  const tokens = new TokenCache(source);
  const cache = {
    get: async (callMs: number, signal: AbortSignal | null = null) =>
      (await tokens.get({ timeoutMs: callMs, signal })).accessToken,
    renew: async (refused: string, callMs: number, signal: AbortSignal | null = null) =>
      (await tokens.renew(refused, "path", { timeoutMs: callMs, signal }))?.accessToken,
  };
  return { cache, asked, onRenewalError };
}

/** A cache that holds a token, by default one of an hour. */
async function cacheHolding(accessToken: string, members: Partial<StoredToken> = {}, options = {}) {
  const { cache, asked, onRenewalError } = cacheWith(options);
  const first = cache.get(1000);
  await settle();
  asked[0]?.answer(accessToken, members);
  await first;
  return { cache, asked, onRenewalError };
}

/** A store of which one or both operations are given. */
function storeWith(operations: Partial<TokenStore>): TokenStore {
  return { get: async () => undefined, set: async () => {}, ...operations };
}

beforeEach(() => fakeClock());

describe("a token", () => {
  test("is asked for with the first call and not before", async () => {
    const { cache, asked } = cacheWith();
    await settle();
    const before = asked.length;

    const got = cache.get(1000);
    await settle();
    asked[0]?.answer("t1");

    expect(await got).toBe("t1");
    expect([before, asked.length]).toEqual([0, 1]);
  });

  test("is handed out again without another request", async () => {
    const { cache, asked } = await cacheHolding("t1");

    expect(await cache.get(1000)).toBe("t1");
    expect(asked).toHaveLength(1);
  });

  test("is handed out until shortly before its end, and then replaced", async () => {
    const { cache, asked } = await cacheHolding("t1");

    await vi.advanceTimersByTimeAsync(59 * MINUTE_MS - 1);
    const kept = await cache.get(1000);
    await settle();
    asked[1]?.fail();
    await vi.advanceTimersByTimeAsync(1);
    const renewed = cache.get(1000);
    await settle();
    asked[2]?.answer("t2");

    expect([kept, await renewed]).toEqual(["t1", "t2"]);
  });

  test("without an end is kept", async () => {
    const { cache, asked } = await cacheHolding("t1", { expiresAtMs: undefined });

    await vi.advanceTimersByTimeAsync(1000 * HOUR_MS);

    expect(await cache.get(1000)).toBe("t1");
    expect(asked).toHaveLength(1);
  });

  test("that is over when it comes serves those who waited for it, and no one after", async () => {
    const { cache, asked } = cacheWith();

    const waiting = Promise.all([cache.get(1000), cache.get(1000)]);
    await settle();
    asked[0]?.answer("t1", { expiresAtMs: Date.now() });
    const got = await waiting;
    void cache.get(1000);
    await settle();

    expect(got).toEqual(["t1", "t1"]);
    expect(asked).toHaveLength(2);
  });

  test("is asked for once for 500 callers", async () => {
    const { cache, asked } = cacheWith();

    const got = Promise.all(Array.from({ length: 500 }, () => cache.get(1000)));
    await settle();
    asked[0]?.answer("t1");

    expect(new Set(await got)).toEqual(new Set(["t1"]));
    expect(asked).toHaveLength(1);
  });

  test("fails every caller that waits for a request that fails", async () => {
    const { cache, asked } = cacheWith();
    const failure = new AuthError("no token");

    const got = Promise.all(Array.from({ length: 3 }, () => rejection(cache.get(1000))));
    await settle();
    asked[0]?.fail(failure);

    expect(await got).toEqual([failure, failure, failure]);
    expect(asked).toHaveLength(1);
  });

  test("is asked for again by the next call after a failure", async () => {
    const { cache, asked } = cacheWith();
    const failed = rejection(cache.get(1000));
    await settle();
    asked[0]?.fail();
    await failed;

    const got = cache.get(1000);
    await settle();
    asked[1]?.answer("t2");

    expect(await got).toBe("t2");
  });
});

describe("the limit of a token request", () => {
  test("is that of its only caller", async () => {
    const { cache, asked } = cacheWith();

    void cache.get(700);
    await settle();

    expect(asked).toMatchObject([{ limit: { ms: 700 }, triesAgain: true }]);
  });

  test("is no longer than the cache's own", async () => {
    const { cache, asked } = cacheWith({ timeoutMs: 500 });

    void cache.get(0);
    await settle();

    expect(asked[0]?.limit.ms).toBe(500);
  });

  test("is that of the caller who has time longest", async () => {
    const { cache, asked } = cacheWith();

    void cache.get(700);
    await vi.advanceTimersByTimeAsync(100);
    void cache.get(5000);
    void cache.get(200);

    expect(asked).toHaveLength(1);
    expect(asked[0]?.limit.ms).toBe(5100);
  });

  test("once passed lets the next call ask anew, though the request lost its timers and never ends", async () => {
    const { cache, asked } = cacheWith();
    void cache.get(700);
    await vi.advanceTimersByTimeAsync(699);
    void cache.get(1);
    const joined = asked.length;

    await vi.advanceTimersByTimeAsync(1);
    const got = cache.get(700);
    await settle();
    asked[1]?.answer("t2");

    expect(await got).toBe("t2");
    expect(joined).toBe(1);
  });

  test("once passed keeps its late token from the place of a newer one", async () => {
    const { cache, asked } = cacheWith();
    const late = cache.get(700);
    await vi.advanceTimersByTimeAsync(700);
    const got = cache.get(700);
    await settle();
    asked[1]?.answer("t2");
    await got;

    asked[0]?.answer("t1");

    expect(await late).toBe("t1");
    expect(await cache.get(700)).toBe("t2");
  });

  test("once passed does not end the newer request with its own", async () => {
    const { cache, asked } = cacheWith();
    const late = rejection(cache.get(700));
    await vi.advanceTimersByTimeAsync(700);
    const got = cache.get(700);
    await settle();

    asked[0]?.fail();
    await late;
    const joined = cache.get(700);
    await settle();
    asked[1]?.answer("t2");

    expect(await Promise.all([got, joined])).toEqual(["t2", "t2"]);
    expect(asked).toHaveLength(2);
  });
});

describe("renewal in the background", () => {
  test.each([
    { chance: 0, fromMs: 58 * MINUTE_MS },
    { chance: 1, fromMs: 57 * MINUTE_MS },
  ])("begins with the first call from $fromMs ms on, by chance, and not by itself", async ({ chance, fromMs }) => {
    fixChance(chance);
    const { cache, asked } = await cacheHolding("t1");

    await vi.advanceTimersByTimeAsync(fromMs - 1);
    await cache.get(1000);
    await settle();
    const early = asked.length;
    await vi.advanceTimersByTimeAsync(1);
    const byItself = asked.length;
    await cache.get(1000);
    await settle();

    expect([early, byItself, asked.length]).toEqual([1, 1, 2]);
  });

  test("lets no call wait: each gets the good token until the new one is there", async () => {
    const { cache, asked } = await cacheHolding("t1");
    await vi.advanceTimersByTimeAsync(58 * MINUTE_MS);

    const before = await Promise.all([cache.get(1000), cache.get(1000)]);
    await settle();
    asked[1]?.answer("t2");
    await settle();

    expect(before).toEqual(["t1", "t1"]);
    expect(await cache.get(1000)).toBe("t2");
    expect(asked).toHaveLength(2);
  });

  test("keeps no timer while it waits for its time", async () => {
    await cacheHolding("t1");

    expect(vi.getTimerCount()).toBe(0);
  });

  test.each([
    { timeoutMs: 0, want: 5000 },
    { timeoutMs: 20_000, want: 5000 },
    { timeoutMs: 700, want: 700 },
  ])(
    "makes one try of $want ms, where the cache's limit is $timeoutMs ms, 0 meaning none",
    async ({ timeoutMs, want }) => {
      const { cache, asked } = await cacheHolding("t1", {}, { timeoutMs });
      await vi.advanceTimersByTimeAsync(58 * MINUTE_MS);

      await Promise.all([cache.get(100), cache.get(30_000)]);
      await settle();

      expect(asked.slice(1)).toMatchObject([{ limit: { ms: want }, triesAgain: false }]);
    },
  );

  test.each([
    { leftMs: 6000, want: 5000 },
    { leftMs: 4000, want: 4000 },
    { leftMs: 100, want: 1000 },
  ])("has $want ms where the token can be used for $leftMs ms", async ({ leftMs, want }) => {
    const { cache, asked } = await cacheHolding("t1");
    await vi.advanceTimersByTimeAsync(59 * MINUTE_MS - leftMs);

    await cache.get(100);
    await settle();

    expect(asked.slice(1)).toMatchObject([{ limit: { ms: want } }]);
  });

  test("that fails is silent, and the token stays in use", async () => {
    const unhandled = vi.fn();
    process.on("unhandledRejection", unhandled);
    onTestFinished(() => void process.off("unhandledRejection", unhandled));
    const { cache, asked } = await cacheHolding("t1");
    await vi.advanceTimersByTimeAsync(58 * MINUTE_MS);

    await cache.get(1000);
    await settle();
    asked[1]?.fail();
    await new Promise((resolve) => realImmediate(resolve));

    expect(await cache.get(1000)).toBe("t1");
    expect(unhandled).not.toHaveBeenCalled();
  });

  test.each([
    { chance: 0, waitMs: 5000 },
    { chance: 1, waitMs: 10_000 },
  ])("that fails is tried again by a call, after $waitMs ms by chance", async ({ chance, waitMs }) => {
    fixChance(chance);
    const { cache, asked } = await cacheHolding("t1");
    await vi.advanceTimersByTimeAsync(58 * MINUTE_MS);
    await cache.get(1000);
    await settle();
    asked[1]?.fail();

    await vi.advanceTimersByTimeAsync(waitMs - 1);
    await cache.get(1000);
    await settle();
    const early = asked.length;
    await vi.advanceTimersByTimeAsync(1);
    await cache.get(1000);
    await settle();
    asked[2]?.answer("t3");
    await settle();

    expect(early).toBe(2);
    expect(await cache.get(1000)).toBe("t3");
  });

  test("that lasts beyond the token's end is waited for", async () => {
    const { cache, asked } = await cacheHolding("t1");
    await vi.advanceTimersByTimeAsync(59 * MINUTE_MS - 100);
    await cache.get(1000);
    await vi.advanceTimersByTimeAsync(100);

    const got = Promise.all([cache.get(1000), cache.get(1000)]);
    await settle();
    asked[1]?.answer("t2");

    expect(await got).toEqual(["t2", "t2"]);
    expect(asked).toHaveLength(2);
  });

  test("that fails beyond the token's end lets those who wait make one request of their own", async () => {
    const { cache, asked } = await cacheHolding("t1");
    await vi.advanceTimersByTimeAsync(59 * MINUTE_MS - 100);
    await cache.get(1000);
    await vi.advanceTimersByTimeAsync(100);
    const failure = new AuthError("no token");

    const failed = Promise.all([rejection(cache.get(700)), rejection(cache.get(900))]);
    await settle();
    asked[1]?.fail();
    await settle();
    asked[2]?.fail(failure);

    expect(await failed).toEqual([failure, failure]);
    expect(asked.slice(1)).toMatchObject([
      { limit: { ms: 1000 }, triesAgain: false },
      { limit: { ms: 900 }, triesAgain: true },
    ]);
  });

  test("that failed long ago does not make a new token's renewal early", async () => {
    const { cache, asked } = await cacheHolding("t1");
    await vi.advanceTimersByTimeAsync(58 * MINUTE_MS);
    await cache.get(1000);
    await vi.advanceTimersByTimeAsync(MINUTE_MS);
    const got = cache.get(1000);
    await settle();
    asked[2]?.answer("t2");
    await got;

    asked[1]?.fail();
    await vi.advanceTimersByTimeAsync(11_000);
    await cache.get(1000);
    await settle();

    expect(asked).toHaveLength(3);
  });
});

describe("a refused token", () => {
  test("is replaced", async () => {
    const { cache, asked } = await cacheHolding("t1");

    const renewed = cache.renew("t1", 700);
    await settle();
    asked[1]?.answer("t2");

    expect(await renewed).toBe("t2");
    expect(await cache.get(1000)).toBe("t2");
    expect(asked[1]).toMatchObject({ limit: { ms: 700 }, triesAgain: true });
  });

  test("leaves the one that has taken its place", async () => {
    const { cache, asked } = await cacheHolding("t2", {}, { tokenStore: storeWith({}) });

    expect(await cache.renew("t1", 1000)).toBe("t2");
    expect(asked).toHaveLength(1);
  });

  test("is replaced once for all who had it refused", async () => {
    const { cache, asked } = await cacheHolding("t1");

    const renewed = Promise.all(Array.from({ length: 500 }, () => cache.renew("t1", 1000)));
    await settle();
    asked[1]?.answer("t2");

    expect(new Set(await renewed)).toEqual(new Set(["t2"]));
    expect(asked).toHaveLength(2);
  });

  test("stays in use where its renewal failed, until another is there", async () => {
    const { cache, asked } = await cacheHolding("t1");
    const failed = rejection(cache.renew("t1", 1000));
    await settle();
    asked[1]?.fail();
    await failed;

    const kept = await cache.get(1000);
    const renewed = cache.renew("t1", 1000);
    await settle();
    asked[2]?.answer("t3");

    expect([kept, await renewed, await cache.get(1000)]).toEqual(["t1", "t3", "t3"]);
  });

  test("is replaced by the renewal that is under way already", async () => {
    const { cache, asked } = await cacheHolding("t1");
    await vi.advanceTimersByTimeAsync(58 * MINUTE_MS);
    await cache.get(1000);

    const renewed = cache.renew("t1", 1000);
    await settle();
    asked[1]?.answer("t2");

    expect(await renewed).toBe("t2");
    expect(asked).toHaveLength(2);
  });
});

test("a refused token whose renewal in the background fails is replaced by a request of the call's own", async () => {
  const { cache, asked } = await cacheHolding("t1");
  await vi.advanceTimersByTimeAsync(58 * MINUTE_MS);
  await cache.get(1000);

  const renewed = cache.renew("t1", 1000);
  await settle();
  asked[1]?.fail();
  await settle();
  asked[2]?.answer("t3");

  expect(await renewed).toBe("t3");
});

describe("the token store", () => {
  test("is asked before the token endpoint, under the cache's key", async () => {
    const get = vi.fn(async () => tokenOf("stored"));
    const { cache, asked } = cacheWith({ tokenStore: storeWith({ get }) });

    expect(await cache.get(1000)).toBe("stored");
    expect(get.mock.calls).toEqual([[KEY]]);
    expect(asked).toEqual([]);
  });

  test("is asked once for a token that lasts", async () => {
    const get = vi.fn(async () => tokenOf("stored"));
    const { cache } = cacheWith({ tokenStore: storeWith({ get }) });

    await Promise.all([cache.get(1000), cache.get(1000)]);
    await cache.get(1000);

    expect(get).toHaveBeenCalledTimes(1);
  });

  test("gets the token that the endpoint gave, as plain data", async () => {
    const set = vi.fn(async () => {});

    await cacheHolding("t1", {}, { tokenStore: storeWith({ set }) });

    expect(set.mock.calls).toEqual([
      [KEY, { accessToken: "t1", issuedAtMs: Date.now(), expiresAtMs: Date.now() + HOUR_MS }],
    ]);
  });

  test("does not get back the token that it gave", async () => {
    const set = vi.fn(async () => {});
    const { cache } = cacheWith({ tokenStore: storeWith({ get: async () => tokenOf("stored"), set }) });

    await cache.get(1000);

    expect(set).not.toHaveBeenCalled();
  });

  test("lets two caches share one token", async () => {
    const tokenStore = memoryTokenStore();
    await cacheHolding("t1", {}, { tokenStore });
    const { cache, asked } = cacheWith({ tokenStore });

    expect(await cache.get(1000)).toBe("t1");
    expect(asked).toEqual([]);
  });

  test.each([
    { what: "is over", expiresAtMs: () => Date.now() - 1 },
    { what: "is about to end", expiresAtMs: () => Date.now() + MINUTE_MS },
  ])("is passed over where its token $what", async ({ expiresAtMs }) => {
    const stored = tokenOf("stored", { issuedAtMs: Date.now() - HOUR_MS, expiresAtMs: expiresAtMs() });
    const { cache, asked } = cacheWith({ tokenStore: storeWith({ get: async () => stored }) });

    const got = cache.get(1000);
    await settle();
    asked[0]?.answer("t1");

    expect(await got).toBe("t1");
  });

  test("is taken at its word for a token that lasts a moment more", async () => {
    const stored = tokenOf("stored", { issuedAtMs: Date.now() - HOUR_MS, expiresAtMs: Date.now() + MINUTE_MS + 1 });
    const { cache } = cacheWith({ tokenStore: storeWith({ get: async () => stored }) });

    expect(await cache.get(1000)).toBe("stored");
  });

  test.each<{ how: string; get: () => Promise<StoredToken | undefined> }>([
    { how: "rejects", get: () => Promise.reject(new Error("no store")) },
    {
      how: "throws",
      get: () => {
        throw new Error("no store");
      },
    },
    { how: "holds something else", get: async () => JSON.parse('{"accessToken":5}') },
  ])("that $how costs a token request and no call", async ({ get }) => {
    const { cache, asked } = cacheWith({ tokenStore: storeWith({ get }) });

    const got = cache.get(1000);
    await settle();
    asked[0]?.answer("t1");

    expect(await got).toBe("t1");
  });

  test.each([
    { callMs: 0, want: 1000 },
    { callMs: 30_000, want: 1000 },
    { callMs: 2000, want: 1000 },
    { callMs: 700, want: 350 },
  ])("that hangs is given up after $want ms by a call that has $callMs ms, 0 meaning no limit", async (given) => {
    const { cache, asked } = cacheWith({ tokenStore: storeWith({ get: never }) });
    void cache.get(given.callMs);

    await vi.advanceTimersByTimeAsync(given.want - 1);
    const early = asked.length;
    await vi.advanceTimersByTimeAsync(1);

    expect([early, asked.length]).toEqual([0, 1]);
  });

  test.each<{ how: string; set: () => Promise<void> }>([
    { how: "rejects", set: () => Promise.reject(new Error("no store")) },
    { how: "hangs", set: never },
    {
      how: "throws",
      set: () => {
        throw new Error("no store");
      },
    },
  ])("that $how when it is given a token hinders no call", async ({ set }) => {
    const { cache } = await cacheHolding("t1", {}, { tokenStore: storeWith({ set }) });

    expect(await cache.get(1000)).toBe("t1");
  });

  test("serves renewal in the background with what another process has renewed", async () => {
    const tokenStore = memoryTokenStore();
    const { cache, asked } = await cacheHolding("t1", {}, { tokenStore });
    await vi.advanceTimersByTimeAsync(58 * MINUTE_MS);
    await tokenStore.set(KEY, tokenOf("other"));

    const before = await cache.get(1000);
    await settle();

    expect([before, await cache.get(1000)]).toEqual(["t1", "other"]);
    expect(asked).toHaveLength(1);
  });

  test("does not hinder renewal in the background with the token that is to be renewed", async () => {
    const { cache, asked } = await cacheHolding("t1");
    await vi.advanceTimersByTimeAsync(58 * MINUTE_MS);

    await cache.get(1000);
    await settle();

    expect(asked).toHaveLength(2);
  });

  test("does not hinder renewal in the background with a token that ends no later", async () => {
    const tokenStore = memoryTokenStore();
    const { cache, asked } = await cacheHolding("t1", {}, { tokenStore });
    const expiresAtMs = Date.now() + HOUR_MS;
    await vi.advanceTimersByTimeAsync(58 * MINUTE_MS);
    await tokenStore.set(KEY, tokenOf("other", { issuedAtMs: expiresAtMs - HOUR_MS, expiresAtMs }));

    await cache.get(1000);
    await settle();

    expect(asked).toHaveLength(2);
  });

  test("replaces a token that the API refused, if it holds another", async () => {
    const tokenStore = memoryTokenStore();
    const { cache, asked } = await cacheHolding("t1", {}, { tokenStore });
    await tokenStore.set(KEY, tokenOf("other", { issuedAtMs: Date.now() - 1000 }));

    expect(await cache.renew("t1", 1000)).toBe("other");
    expect(asked).toHaveLength(1);
  });

  test("gets another token in place of the one that the API refused", async () => {
    const tokenStore = memoryTokenStore();
    const { cache, asked } = await cacheHolding("t1", {}, { tokenStore });

    const renewed = cache.renew("t1", 1000);
    await settle();
    asked[1]?.answer("t2");
    await renewed;

    expect(await tokenStore.get(KEY)).toMatchObject({ accessToken: "t2" });
  });

  test("gives no token back that the API refused, even where its renewal failed", async () => {
    const { cache, asked } = await cacheHolding("t1");
    const failed = rejection(cache.renew("t1", 1000));
    await settle();
    asked[1]?.fail();
    await failed;

    void cache.renew("t1", 1000);
    await settle();

    expect(asked).toHaveLength(3);
  });

  test.each([
    { refused: 8, times: 1, want: "fetched" },
    { refused: 8, times: 20, want: "fetched" },
    { refused: 9, times: 1, want: "t0" },
  ])(
    "keeps eight refused tokens in mind, each once: $want after $refused, $times times",
    async ({ refused, times, want }) => {
      const tokenStore = memoryTokenStore();
      const { cache, asked } = cacheWith({ tokenStore });
      for (let index = 0; index < refused; index++) {
        await tokenStore.set(KEY, tokenOf(`t${index}`));
        const got = await cache.renew(`t${index - 1}`, 1000);
        const renewals = Promise.all(Array.from({ length: times }, () => rejection(cache.renew(String(got), 1000))));
        await settle();
        asked.at(-1)?.fail();
        await renewals;
      }
      await tokenStore.set(KEY, tokenOf("t0"));

      const got = cache.renew(`t${refused - 1}`, 1000);
      await settle();
      asked.at(-1)?.answer("fetched");

      expect(await got).toBe(want);
    },
  );
});

describe("a call that leaves", () => {
  test("takes the request with it, if it was the last to wait, and the next call asks anew", async () => {
    const { cache, asked } = cacheWith();
    const first = new AbortController();
    const second = new AbortController();
    const left = [rejection(cache.get(1000, first.signal)), rejection(cache.get(1000, second.signal))];
    await settle();

    first.abort("first");
    const early = asked[0]?.limit.signal.aborted;
    second.abort("second");
    const got = cache.get(1000);
    await settle();
    asked[0]?.fail();
    asked[1]?.answer("t2");

    expect(await Promise.all(left)).toEqual(["first", "second"]);
    expect([early, asked[0]?.limit.signal.aborted, asked.length]).toEqual([false, true, 2]);
    expect(await got).toBe("t2");
  });

  test("leaves a renewal in the background alone", async () => {
    const { cache, asked } = await cacheHolding("t1");
    await vi.advanceTimersByTimeAsync(59 * MINUTE_MS - 100);
    await cache.get(1000);
    await vi.advanceTimersByTimeAsync(100);
    const controller = new AbortController();
    const left = rejection(cache.get(1000, controller.signal));
    await settle();

    controller.abort("left");

    expect(await left).toBe("left");
    expect(asked[1]?.limit.signal.aborted).toBe(false);
  });

  test("after another request took the place of its own leaves that one alone", async () => {
    const { cache, asked } = cacheWith();
    const controller = new AbortController();
    const left = rejection(cache.get(700, controller.signal));
    await vi.advanceTimersByTimeAsync(700);
    const got = cache.get(1000);
    await settle();

    controller.abort("left");
    const joined = cache.get(1000);
    await settle();
    asked[1]?.answer("t2");

    expect([await left, await got, await joined, asked.length]).toEqual(["left", "t2", "t2", 2]);
  });

  test("before it began asks for nothing", async () => {
    const { cache, asked } = cacheWith();

    expect(await rejection(cache.get(1000, AbortSignal.abort("early")))).toBe("early");
    expect(asked).toEqual([]);
  });
});

test.each([
  { how: "returns", hook: () => {} },
  {
    how: "throws",
    hook: () => {
      throw new Error("hook");
    },
  },
])("a renewal in the background that fails is reported to a hook that $how", async ({ hook }) => {
  const { cache, asked, onRenewalError } = await cacheHolding("t1");
  onRenewalError.mockImplementation(hook);
  await vi.advanceTimersByTimeAsync(58 * MINUTE_MS);
  await cache.get(1000);
  await settle();
  const failure = new AuthError("no token");

  asked[1]?.fail(failure);
  await settle();

  expect(onRenewalError.mock.calls).toEqual([[failure]]);
});
