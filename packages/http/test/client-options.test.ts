import { describe, expect, test, vi } from "vitest";
import type { Auth } from "../src/chain/auth.ts";
import { type ClientOptions, resolveClientOptions } from "../src/client-options.ts";
import { httpServer } from "./local-server.ts";
import { auth, clientOptions, facts } from "./messages-api.ts";

const HOST = "https://us.api.test";
const LONGEST = 2_147_483_647;

/** Every option, in the order of an error's list. */
const all: Required<ClientOptions<"us" | "eu", "bearer">> = {
  projectId: "other",
  region: "eu",
  auth,
  baseUrl: "http://proxy.test",
  fetch: async () => new Response(),
  timeoutMs: 5,
  deadlineMs: 6,
  retry: { maxRetries: 0, baseDelayMs: 7, maxDelayMs: 8 },
  onAttempt: () => {},
  requestsPerSecond: 0.5,
  maxConcurrentRequests: 7,
  maxResponseBytes: 1000,
  allowInsecureRequests: true,
  headers: { "x-a": "b" },
};

describe("resolveClientOptions", () => {
  test("fills in the defaults", () => {
    const settings = resolveClientOptions("createClient", clientOptions, facts);

    expect(settings).toEqual({
      baseUrl: `${HOST}/v1/projects/my-project`,
      urlTemplate: `${HOST}/v1/projects/{project_id}`,
      auth,
      fetch: expect.any(Function),
      timeoutMs: 30_000,
      deadlineMs: 0,
      retry: { maxRetries: 2, baseDelayMs: 500, maxDelayMs: 8000 },
      onAttempt: undefined,
      projectId: "my-project",
      requestsPerSecond: undefined,
      maxConcurrentRequests: 256,
      maxResponseBytes: 33_554_432,
      allowInsecureRequests: false,
      headers: { "user-agent": "@sinch-fetch/messages/1.2.3" },
      queue: { running: 0, waiting: new Set() },
    });
  });

  test("keeps what it is given", () => {
    const { region: _, ...given } = all;

    const settings = resolveClientOptions("createClient", all, facts);

    const queue = { running: 0, waiting: new Set() };
    const headers = { "user-agent": "@sinch-fetch/messages/1.2.3", "x-a": "b" };
    const baseUrl = "http://proxy.test/v1/projects/other";
    const urlTemplate = "http://proxy.test/v1/projects/{project_id}";
    expect(settings).toEqual({ ...given, headers, baseUrl, urlTemplate, queue });
  });

  test("leaves the name of a browser to the browser, and that of the caller to the caller", () => {
    const named = { ...clientOptions, headers: { "User-Agent": "shop/2" } };
    const headersOf = (options: typeof named | typeof clientOptions) =>
      resolveClientOptions("createClient", options, facts).headers;

    expect(headersOf(named)).toEqual({ "user-agent": "shop/2" });
    vi.stubGlobal("navigator", { userAgent: "Mozilla/5.0 (X11; Linux x86_64)" });
    expect(headersOf(clientOptions)).toEqual({});
    for (const other of [{ userAgent: "Cloudflare-Workers" }, { userAgent: "not Mozilla" }, undefined]) {
      vi.stubGlobal("navigator", other);
      expect(headersOf(clientOptions)).toEqual({ "user-agent": "@sinch-fetch/messages/1.2.3" });
    }
    vi.unstubAllGlobals();
  });

  test("speaks to the host of the region", () => {
    const { baseUrl } = resolveClientOptions("createClient", { ...clientOptions, region: "eu" }, facts);

    expect(baseUrl).toBe("https://eu.api.test/v1/projects/my-project");
  });

  test("takes an option that is undefined as not given", () => {
    const given = Object.fromEntries(Object.keys(all).map((name) => [name, undefined]));

    const settings = resolveClientOptions("createClient", { ...given, ...clientOptions }, facts);

    expect(JSON.stringify(settings)).toBe(JSON.stringify(resolveClientOptions("createClient", clientOptions, facts)));
  });

  test("sends with the platform's fetch by default", async () => {
    const url = await httpServer((request, response) => response.end(request.url));

    const { fetch } = resolveClientOptions("createClient", clientOptions, facts);

    const response = await fetch(`${url}/path`);
    expect(await response.text()).toBe("/path");
  });

  test.each([
    { given: "abc", want: "abc" },
    { given: "a/b", want: "a%2Fb" },
    { given: "a?b#c", want: "a%3Fb%23c" },
    { given: "a b", want: "a%20b" },
    { given: "{region}", want: "%7Bregion%7D" },
    { given: "$&", want: "%24%26" },
    { given: "ü", want: "%C3%BC" },
    { given: "...", want: "..." },
  ])("keeps projectId $given in its path segment", ({ given, want }) => {
    const { baseUrl } = resolveClientOptions("createClient", { ...clientOptions, projectId: given }, facts);

    expect(baseUrl).toBe(`${HOST}/v1/projects/${want}`);
  });

  test.each([
    { given: "http://127.0.0.1:4010", want: "http://127.0.0.1:4010" },
    { given: "https://proxy.test/", want: "https://proxy.test" },
    { given: "https://proxy.test///", want: "https://proxy.test" },
    { given: "https://proxy.test/sinch/eu", want: "https://proxy.test/sinch/eu" },
    { given: "https://proxy.test/sinch//", want: "https://proxy.test/sinch" },
    { given: "HTTPS://Proxy.Test", want: "https://proxy.test" },
    { given: "https://proxy.test/{region}", want: "https://proxy.test/%7Bregion%7D" },
    { given: "https://proxy.test?", want: "https://proxy.test" },
    { given: "https://proxy.test/a#", want: "https://proxy.test/a" },
  ])("puts baseUrl $given in the place of the regional host", ({ given, want }) => {
    const { baseUrl } = resolveClientOptions("createClient", { ...clientOptions, baseUrl: given }, facts);

    expect(baseUrl).toBe(`${want}/v1/projects/my-project`);
  });

  test.each<{ given: Record<string, unknown>; want: string }>([
    {
      given: { projectId: undefined },
      want: "projectId is undefined, expected the id of a project",
    },
    { given: { projectId: "" }, want: 'projectId is "", expected the id of a project' },
    { given: { projectId: "." }, want: 'projectId is ".", expected the id of a project' },
    { given: { projectId: ".." }, want: 'projectId is "..", expected the id of a project' },
    { given: { projectId: 5 }, want: "projectId is 5, expected the id of a project" },
    { given: { projectId: null }, want: "projectId is null, expected the id of a project" },
    {
      given: { projectId: "\udfff" },
      want: 'projectId is "\\udfff", expected the id of a project',
    },
    { given: { region: "br" }, want: 'region is "br", expected "us" or "eu"' },
    { given: { region: "EU" }, want: 'region is "EU", expected "us" or "eu"' },
    { given: { region: null }, want: 'region is null, expected "us" or "eu"' },
    { given: { auth: undefined }, want: "auth is not a credential, expected oauth2() or bearer()" },
    { given: { auth: null }, want: "auth is not a credential, expected oauth2() or bearer()" },
    { given: { auth: "token" }, want: "auth is not a credential, expected oauth2() or bearer()" },
    { given: { auth: {} }, want: "auth is not a credential, expected oauth2() or bearer()" },
    {
      given: { auth: { ...auth, scheme: "basic" } },
      want: "auth is basic, which this API does not accept, expected oauth2() or bearer()",
    },
    { given: { fetch: null }, want: "fetch is null, expected a function" },
    { given: { fetch: "fetch" }, want: 'fetch is "fetch", expected a function' },
    { given: { onAttempt: null }, want: "onAttempt is null, expected a function" },
    { given: { onAttempt: {} }, want: "onAttempt is an object, expected a function" },
    { given: { deadlineMs: -1 }, want: `deadlineMs is -1, expected milliseconds from 0 (no limit) to ${LONGEST}` },
    { given: { retry: true }, want: "retry is true, expected an object or false" },
    { given: { retry: { maxRetries: -1 } }, want: "retry.maxRetries is -1, expected a whole number from 0" },
    { given: { requestsPerSecond: 0 }, want: "requestsPerSecond is 0, expected a number above 0" },
    { given: { requestsPerSecond: -1 }, want: "requestsPerSecond is -1, expected a number above 0" },
    { given: { requestsPerSecond: Number.NaN }, want: "requestsPerSecond is NaN, expected a number above 0" },
    { given: { requestsPerSecond: "5" }, want: 'requestsPerSecond is "5", expected a number above 0' },
    { given: { maxConcurrentRequests: 0 }, want: "maxConcurrentRequests is 0, expected a whole number from 1" },
    { given: { maxResponseBytes: 1.5 }, want: "maxResponseBytes is 1.5, expected a whole number from 1" },
    { given: { allowInsecureRequests: 1 }, want: "allowInsecureRequests is 1, expected true or false" },
    {
      given: { baseUrl: "http://proxy.test" },
      want: 'baseUrl is "http://proxy.test", expected https or a loopback host, unless allowInsecureRequests is set',
    },
    { given: { baseUrl: null }, want: "baseUrl is null, expected an http(s) URL with a host and an optional path" },
    { given: { timeoutMs: -1 }, want: `timeoutMs is -1, expected milliseconds from 0 (no limit) to ${LONGEST}` },
    {
      given: { timeoutMs: Number.NaN },
      want: `timeoutMs is NaN, expected milliseconds from 0 (no limit) to ${LONGEST}`,
    },
    {
      given: { timeoutMs: LONGEST + 1 },
      want: `timeoutMs is 2147483648, expected milliseconds from 0 (no limit) to ${LONGEST}`,
    },
    { given: { timeoutMs: "5" }, want: `timeoutMs is "5", expected milliseconds from 0 (no limit) to ${LONGEST}` },
    { given: { timeoutMs: null }, want: `timeoutMs is null, expected milliseconds from 0 (no limit) to ${LONGEST}` },
    { given: { headers: null }, want: "headers is null, expected an object of strings" },
    { given: { headers: { a: "b\n" } }, want: "headers.a is not a single-line string" },
    { given: { headers: { Authorization: "x" } }, want: "headers has Authorization, which auth sets" },
    {
      given: { baseUrl: "proxy.test" },
      want: 'baseUrl is "proxy.test", expected an http(s) URL with a host and an optional path',
    },
    {
      given: { timeout: 5 },
      want: `unknown option timeout, expected ${Object.keys(all).join(" or ")}`,
    },
  ])("refuses $given", ({ given, want }) => {
    const resolve = () => resolveClientOptions("createClient", { ...clientOptions, ...given }, facts);

    expect(resolve).toThrow(new TypeError(`createClient: ${want}`));
  });

  test.each([
    { given: undefined, shown: "undefined" },
    { given: null, shown: "null" },
    { given: "my-project", shown: '"my-project"' },
  ])("refuses $given for the options", ({ given, shown }) => {
    const resolve = () => resolveClientOptions("createClient", given as never, facts);

    expect(resolve).toThrow(new TypeError(`createClient: options is ${shown}, expected an object`));
  });

  test("accepts each scheme that the API documents", () => {
    const both = { ...facts, schemes: ["bearer", "basic"] as const };
    const basic: Auth<"basic"> = { ...auth, scheme: "basic" };

    const settings = resolveClientOptions("createClient", { projectId: "p", auth: basic }, both);

    expect(settings.auth).toBe(basic);
  });

  test("names every way to authenticate that the API documents", () => {
    const both = { ...facts, schemes: ["bearer", "basic"] as const };
    const resolve = () => resolveClientOptions("createClient", { projectId: "p", auth: {} as never }, both);

    expect(resolve).toThrow("expected oauth2() or bearer() or basic()");
  });
});
