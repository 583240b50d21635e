import { describe, expect, test, vi } from "vitest";
import { type OAuth2Options, resolveOAuth2Options } from "../src/oauth2-options.ts";
import { memoryTokenStore } from "../src/token-store.ts";
import { exposedBy } from "./rejection.ts";

const key = { keyId: "key-id", keySecret: "hunter2" };
const malformedUrl = "tokenUrl is malformed, expected an absolute http(s) URL without credentials";
const insecure = "tokenUrl is plain http to another machine, expected https, or allowInsecureRequests";
const noStore = (given: string) => `tokenStore is ${given}, expected an object with get and set`;

describe("the options of oauth2", () => {
  test("have defaults beside the key", async () => {
    const { endpoint, timeoutMs, tokenStore } = resolveOAuth2Options(key);

    expect(endpoint).toMatchObject({
      tokenUrl: "https://auth.sinch.com/oauth2/token",
      credentials: btoa("key-id:hunter2"),
    });
    expect(timeoutMs).toBe(20_000);
    expect(await tokenStore.get("any")).toBeUndefined();
  });

  test("are taken as they are", () => {
    const given = {
      tokenUrl: "https://eu.auth.sinch.com/oauth2/token",
      fetch: async () => new Response(),
      timeoutMs: 500,
      tokenStore: memoryTokenStore(),
    };

    const { endpoint, ...settings } = resolveOAuth2Options({ ...key, ...given });

    expect({ ...endpoint, ...settings }).toMatchObject(given);
  });

  test("may be undefined, save for the key", () => {
    const given = { tokenUrl: undefined, fetch: undefined, timeoutMs: undefined, tokenStore: undefined };

    const { endpoint, timeoutMs } = resolveOAuth2Options({ ...key, ...given, allowInsecureRequests: undefined });

    expect([endpoint.tokenUrl, timeoutMs]).toEqual(["https://auth.sinch.com/oauth2/token", 20_000]);
  });

  test("have the fetch that the platform has when it is called", async () => {
    const { endpoint } = resolveOAuth2Options(key);
    const answer = new Response();
    const fetch = vi.spyOn(globalThis, "fetch").mockResolvedValue(answer);

    const got = await endpoint.fetch("https://auth.test/", { method: "POST" });
    const calls = [...fetch.mock.calls];
    fetch.mockRestore();

    expect(got).toBe(answer);
    expect(calls).toEqual([["https://auth.test/", { method: "POST" }]]);
  });

  test.each<{ given: Record<string, unknown>; want: string }>([
    {
      given: { keyId: undefined },
      want: "keyId is missing: is SINCH_KEY_ID set?",
    },
    { given: { keyId: "a:b" }, want: "keyId contains a colon, which HTTP Basic cannot send" },
    {
      given: { keySecret: "" },
      want: "keySecret is missing: is SINCH_KEY_SECRET set?",
    },
    {
      given: { keySecret: "hunter2\n" },
      want: "keySecret is malformed, expected a single line of text",
    },
    { given: { tokenUrl: "" }, want: malformedUrl },
    { given: { tokenUrl: "/oauth2/token" }, want: malformedUrl },
    { given: { tokenUrl: "ftp://auth.test" }, want: malformedUrl },
    { given: { tokenUrl: "shttp://auth.test" }, want: malformedUrl },
    { given: { tokenUrl: "httpsx://auth.test" }, want: malformedUrl },
    { given: { tokenUrl: "https://:hunter2@auth.test" }, want: malformedUrl },
    { given: { tokenUrl: "https://hunter2@auth.test" }, want: malformedUrl },
    { given: { tokenUrl: null }, want: malformedUrl },
    { given: { tokenUrl: "http://auth.test/?key=hunter2" }, want: insecure },
    { given: { tokenUrl: "http://auth.test", allowInsecureRequests: false }, want: insecure },
    { given: { allowInsecureRequests: "yes" }, want: 'allowInsecureRequests is "yes", expected true or false' },
    { given: { allowInsecureRequests: null }, want: "allowInsecureRequests is null, expected true or false" },
    { given: { fetch: "fetch" }, want: 'fetch is "fetch", expected a function' },
    { given: { timeoutMs: -1 }, want: "timeoutMs is -1, expected milliseconds from 0 (no limit) to 2147483647" },
    {
      given: { timeoutMs: Number.NaN },
      want: "timeoutMs is NaN, expected milliseconds from 0 (no limit) to 2147483647",
    },
    {
      given: { timeoutMs: 2_147_483_648 },
      want: "timeoutMs is 2147483648, expected milliseconds from 0 (no limit) to 2147483647",
    },
    { given: { timeoutMs: "5" }, want: 'timeoutMs is "5", expected milliseconds from 0 (no limit) to 2147483647' },
    { given: { tokenStore: null }, want: noStore("null") },
    { given: { tokenStore: "redis" }, want: noStore('"redis"') },
    { given: { onRenewalError: null }, want: "onRenewalError is null, expected a function" },
    { given: { tokenStore: { get: async () => undefined } }, want: noStore("an object") },
    { given: { tokenStore: { set: async () => {} } }, want: noStore("an object") },
    {
      given: { secret: "hunter2" },
      want:
        "unknown option secret, " +
        "expected keyId or keySecret or tokenUrl or fetch or timeoutMs or tokenStore or allowInsecureRequests " +
        "or onRenewalError",
    },
  ])("are refused with $given", ({ given, want }) => {
    const resolve = () => resolveOAuth2Options({ ...key, ...given });

    expect(resolve).toThrow(new TypeError(`oauth2: ${want}`));
    expect(resolve).toThrow(expect.toSatisfy((error) => !exposedBy(error).includes("hunter2")));
  });

  test("may not be left out", () => {
    expect(() => resolveOAuth2Options(undefined as never)).toThrow("oauth2: options is undefined, expected an object");
  });

  test.each([{ timeoutMs: 0 }, { timeoutMs: 2_147_483_647 }])("may have timeoutMs $timeoutMs", ({ timeoutMs }) => {
    expect(resolveOAuth2Options({ ...key, timeoutMs }).timeoutMs).toBe(timeoutMs);
  });
});

describe("plain http", () => {
  test.each([
    { host: "localhost" },
    { host: "LOCALHOST:8080" },
    { host: "auth.localhost" },
    { host: "127.0.0.1:3000" },
    { host: "127.255.1.2" },
    { host: "127.1" },
    { host: "[::1]:3000" },
  ])("is taken for $host, which is this machine", ({ host }) => {
    const tokenUrl = `http://${host}/oauth2/token`;

    expect(resolveOAuth2Options({ ...key, tokenUrl }).endpoint.tokenUrl).toBe(tokenUrl);
  });

  test.each([
    { host: "auth.test" },
    { host: "10.0.0.1" },
    { host: "0.0.0.0" },
    { host: "128.0.0.1" },
    { host: "1127.0.0.1.test" },
    { host: "127.0.0.1.auth.test" },
    { host: "127.auth.test" },
    { host: "localhost.auth.test" },
    { host: "mylocalhost" },
    { host: "[::2]" },
    { host: "[::ffff:127.0.0.1]" },
  ])("is refused for $host, unless allowed", ({ host }) => {
    const tokenUrl = `http://${host}/oauth2/token`;

    expect(() => resolveOAuth2Options({ ...key, tokenUrl })).toThrow(new TypeError(`oauth2: ${insecure}`));
    expect(resolveOAuth2Options({ ...key, tokenUrl, allowInsecureRequests: true }).endpoint.tokenUrl).toBe(tokenUrl);
  });
});

describe("the name of the token in its store", () => {
  const nameOf = (given: Partial<OAuth2Options> = {}) =>
    resolveOAuth2Options({ ...key, tokenStore: memoryTokenStore(), ...given }).storeKey();

  test("is a hash, from which the key id can't be read", async () => {
    expect(await nameOf()).toMatch(/^sinch-fetch:[0-9a-f]{64}$/);
  });

  test("is of the key id and the token endpoint, and of nothing else", async () => {
    const name = await nameOf({ tokenUrl: "https://AUTH.test:443/a?key=hunter2#b" });

    expect(await nameOf({ tokenUrl: "https://auth.test/a", keySecret: "other" })).toBe(name);
    expect(await nameOf({ tokenUrl: "https://auth.test/b" })).not.toBe(name);
    expect(await nameOf({ tokenUrl: "https://auth.test/a", keyId: "other" })).not.toBe(name);
  });
});
