import { describe, expect, test } from "vitest";
import type { Auth } from "../src/auth-scheme.ts";
import { checkBaseUrl, checkTimeout, resolveClientOptions } from "../src/client-options.ts";
import { httpServer } from "./local-server.ts";
import { auth, clientOptions, facts } from "./messages-api.ts";
import { exposedBy } from "./rejection.ts";

const HOST = "https://us.api.test";
const LONGEST = 2_147_483_647;

describe("resolveClientOptions", () => {
  test("fills in the defaults", () => {
    const settings = resolveClientOptions("createClient", clientOptions, facts);

    expect(settings).toEqual({
      baseUrl: `${HOST}/v1/projects/my-project`,
      auth,
      fetch: expect.any(Function),
      timeoutMs: 30_000,
      headers: {},
    });
  });

  test("keeps what it is given", () => {
    const given = { auth, fetch: async () => new Response(), timeoutMs: 5, headers: { "x-a": "b" } };

    const settings = resolveClientOptions("createClient", { ...clientOptions, ...given, region: "eu" }, facts);

    expect(settings).toEqual({ ...given, baseUrl: "https://eu.api.test/v1/projects/my-project" });
  });

  test("takes an option that is undefined as not given", () => {
    const given = { region: undefined, baseUrl: undefined, fetch: undefined, timeoutMs: undefined, headers: undefined };

    const settings = resolveClientOptions("createClient", { ...clientOptions, ...given }, facts);

    expect(settings).toMatchObject({ baseUrl: `${HOST}/v1/projects/my-project`, timeoutMs: 30_000, headers: {} });
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
    { given: { auth: undefined }, want: "auth is no credential, expected oauth2() or bearer()" },
    { given: { auth: null }, want: "auth is no credential, expected oauth2() or bearer()" },
    { given: { auth: "token" }, want: "auth is no credential, expected oauth2() or bearer()" },
    { given: { auth: {} }, want: "auth is no credential, expected oauth2() or bearer()" },
    {
      given: { auth: { ...auth, scheme: "basic" } },
      want: "auth is basic, which this API does not take, expected oauth2() or bearer()",
    },
    { given: { fetch: null }, want: "fetch is object, expected a function" },
    { given: { fetch: "fetch" }, want: "fetch is string, expected a function" },
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
    { given: { headers: { a: "b\n" } }, want: "headers.a is not a string of one line" },
    { given: { headers: { Authorization: "x" } }, want: "headers has Authorization, which auth sets" },
    {
      given: { baseUrl: "proxy.test" },
      want: 'baseUrl is "proxy.test", expected an http(s) URL of host and optional path',
    },
    {
      given: { timeout: 5 },
      want: "unknown option timeout, expected projectId or region or auth or baseUrl or fetch or timeoutMs or headers",
    },
  ])("refuses $given", ({ given, want }) => {
    const resolve = () => resolveClientOptions("createClient", { ...clientOptions, ...given }, facts);

    expect(resolve).toThrow(new TypeError(`createClient: ${want}`));
  });

  test.each([{ given: undefined }, { given: null }, { given: "my-project" }])(
    "refuses $given for the options",
    ({ given }) => {
      const resolve = () => resolveClientOptions("createClient", given as never, facts);

      expect(resolve).toThrow(new TypeError("createClient: no options, expected an object with projectId and auth"));
    },
  );

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

describe("checkBaseUrl", () => {
  test.each([
    { given: "", shown: '""' },
    { given: "/v1", shown: '"/v1"' },
    { given: "proxy.test:8080", shown: '"proxy.test:8080"' },
    { given: "ftp://proxy.test", shown: '"ftp://proxy.test"' },
    { given: "file:///etc/hosts", shown: '"file:///etc/hosts"' },
    { given: "https://", shown: '"https://"' },
    { given: "https://proxy.test?key=1", shown: '"https://proxy.test?key=1"' },
    { given: "https://proxy.test/#part", shown: '"https://proxy.test/#part"' },
    { given: "https://user:hunter2@proxy.test", shown: "a URL with credentials" },
    { given: "https://user@proxy.test", shown: "a URL with credentials" },
    { given: "https://:hunter2@proxy.test", shown: "a URL with credentials" },
    { given: 5, shown: "5" },
    { given: null, shown: "null" },
    { given: new URL("https://proxy.test"), shown: "https://proxy.test/" },
  ])("refuses $given", ({ given, shown }) => {
    const want = `create: baseUrl is ${shown}, expected an http(s) URL of host and optional path`;

    expect(() => checkBaseUrl("create", given)).toThrow(new TypeError(want));
  });

  test("keeps the credentials of a refused URL out of the error", () => {
    const check = () => checkBaseUrl("create", "https://user:hunter2@proxy.test");

    expect(check).toThrow(expect.toSatisfy((error) => !exposedBy(error).includes("hunter2")));
  });
});

describe("checkTimeout", () => {
  test.each([{ given: 0 }, { given: 0.5 }, { given: 1 }, { given: LONGEST }])("accepts $given", ({ given }) => {
    expect(() => checkTimeout("send", given)).not.toThrow();
  });

  test.each([{ given: Number.POSITIVE_INFINITY }, { given: 5n }, { given: {} }])("refuses $given", ({ given }) => {
    expect(() => checkTimeout("send", given)).toThrow(/^send: timeoutMs is .+, expected milliseconds from 0/);
  });
});
