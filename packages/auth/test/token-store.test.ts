import { describe, expect, test, vi } from "vitest";
import { memoryTokenStore, readToken, type TokenStore, writeToken } from "../src/token-store.ts";
import { fakeClock } from "./clock.ts";
import { never } from "./recording-fetch.ts";
import { tokenOf } from "./tokens.ts";

const key = async () => "key";
const bounds = { signal: new AbortController().signal, isInBackground: false };

/** A store of which `get` is given. */
const storeOf = (get: () => unknown): TokenStore => ({ get, set: never }) as TokenStore;

describe("memoryTokenStore", () => {
  test("has nothing at first", async () => {
    expect(await memoryTokenStore().get("key")).toBeUndefined();
  });

  test("keeps the last token of each key", async () => {
    const store = memoryTokenStore();

    await store.set("key", tokenOf("t1"));
    await store.set("other", tokenOf("t2"));
    await store.set("key", tokenOf("t3"));

    expect(await store.get("key")).toMatchObject({ accessToken: "t3" });
    expect(await store.get("other")).toMatchObject({ accessToken: "t2" });
  });

  test("shares nothing with another", async () => {
    await memoryTokenStore().set("key", tokenOf("t1"));

    expect(await memoryTokenStore().get("key")).toBeUndefined();
  });
});

describe("readToken", () => {
  test("asks the store for the key", async () => {
    const get = vi.fn(async () => undefined);

    await readToken(storeOf(get), key, 1000, bounds);

    expect(get.mock.calls).toEqual([["key"]]);
  });

  test.each([
    { what: "with an end", given: { accessToken: "t1", issuedAtMs: 5, expiresAtMs: 10 } },
    { what: "without an end", given: { accessToken: "t1", issuedAtMs: 5 } },
    { what: "whose end is undefined", given: { accessToken: "t1", issuedAtMs: 5, expiresAtMs: undefined } },
    { what: "that ends as it begins", given: { accessToken: "t1", issuedAtMs: 5, expiresAtMs: 5 } },
    { what: "with more members", given: { accessToken: "t1", issuedAtMs: 5, expiresAtMs: 10, by: "other" } },
  ])("takes a token $what", async ({ given }) => {
    expect(
      await readToken(
        storeOf(async () => given),
        key,
        1000,
        bounds,
      ),
    ).toEqual(given);
  });

  test.each([
    { given: undefined },
    { given: null },
    { given: "t1" },
    { given: 5 },
    { given: [] },
    { given: {} },
    { given: { accessToken: "t1" } },
    { given: { issuedAtMs: 5, expiresAtMs: 10 } },
    { given: { accessToken: "", issuedAtMs: 5, expiresAtMs: 10 } },
    { given: { accessToken: "t1\r\nx: 1", issuedAtMs: 5, expiresAtMs: 10 } },
    { given: { accessToken: "t1", issuedAtMs: "5", expiresAtMs: 10 } },
    { given: { accessToken: "t1", issuedAtMs: null, expiresAtMs: 10 } },
    { given: { accessToken: "t1", issuedAtMs: Number.NaN, expiresAtMs: 10 } },
    { given: { accessToken: "t1", issuedAtMs: 5, expiresAtMs: "10" } },
    { given: { accessToken: "t1", issuedAtMs: 5, expiresAtMs: null } },
    { given: { accessToken: "t1", issuedAtMs: 5, expiresAtMs: Number.NaN } },
    { given: { accessToken: "t1", issuedAtMs: 5, expiresAtMs: 4 } },
  ])("passes over $given", async ({ given }) => {
    expect(
      await readToken(
        storeOf(async () => given),
        key,
        1000,
        bounds,
      ),
    ).toBeUndefined();
  });

  test("passes over what can't be read", async () => {
    const given = Object.defineProperty({}, "accessToken", {
      get() {
        throw new Error("no token");
      },
    });

    expect(
      await readToken(
        storeOf(async () => given),
        key,
        1000,
        bounds,
      ),
    ).toBeUndefined();
  });

  test("takes a token from a store that is not asynchronous", async () => {
    const given = tokenOf("t1");

    expect(
      await readToken(
        storeOf(() => given),
        key,
        1000,
        bounds,
      ),
    ).toBe(given);
  });

  test.each([
    { way: "rejects", get: () => Promise.reject(new Error("no store")) },
    {
      way: "throws",
      get: () => {
        throw new Error("no store");
      },
    },
  ])("passes over a store that $way", async ({ get }) => {
    expect(await readToken(storeOf(get), key, 1000, bounds)).toBeUndefined();
  });

  test("waits for a store no longer than it may, and takes a late failure silently", async () => {
    fakeClock();
    const settled = vi.fn();
    let failLate = (): void => {};
    const late = new Promise((_, reject) => {
      failLate = () => reject(new Error("no store"));
    });
    const read = readToken(
      storeOf(() => late),
      key,
      250,
      bounds,
    ).finally(settled);

    await vi.advanceTimersByTimeAsync(249);
    const early = settled.mock.calls.length;
    await vi.advanceTimersByTimeAsync(1);
    failLate();

    expect(await read).toBeUndefined();
    expect(early).toBe(0);
  });

  test.each([{ get: async () => undefined }, { get: () => Promise.reject(new Error("no store")) }])(
    "leaves no timer behind",
    async ({ get }) => {
      fakeClock();

      await readToken(storeOf(get), key, 250, bounds);

      expect(vi.getTimerCount()).toBe(0);
    },
  );
});

describe("writeToken", () => {
  test("puts the token under the key", async () => {
    const set = vi.fn(async () => {});
    const token = tokenOf("t1");

    await writeToken({ get: never, set }, key, token);

    expect(set.mock.calls).toEqual([["key", token]]);
  });

  test.each([
    { way: "rejects", set: () => Promise.reject(new Error("no store")) },
    {
      way: "throws",
      set: () => {
        throw new Error("no store");
      },
    },
  ])("is silent of a store that $way", async ({ set }) => {
    await expect(writeToken({ get: never, set }, key, tokenOf("t1"))).resolves.toBeUndefined();
  });
});
