import { describe, expect, test } from "vitest";
import { checkBaseUrl, isLoopback } from "../src/options/base-url.ts";
import { exposedBy } from "./rejection.ts";

describe("checkBaseUrl", () => {
  test.each([
    { given: "", shown: '""' },
    { given: "/v1", shown: '"/v1"' },
    { given: "proxy.test:8080", shown: '"proxy.test:8080"' },
    { given: "ftp://proxy.test", shown: '"ftp://proxy.test"' },
    { given: "shttp://proxy.test", shown: '"shttp://proxy.test"' },
    { given: "httpsx://proxy.test", shown: '"httpsx://proxy.test"' },
    { given: "file:///etc/hosts", shown: '"file:///etc/hosts"' },
    { given: "https://", shown: '"https://"' },
    { given: "https://proxy.test?key=1", shown: '"https://proxy.test?key=1"' },
    { given: "https://proxy.test/#part", shown: '"https://proxy.test/#part"' },
    { given: "https://user:hunter2@proxy.test", shown: "a URL with credentials" },
    { given: "https://user@proxy.test", shown: "a URL with credentials" },
    { given: "https://:hunter2@proxy.test", shown: "a URL with credentials" },
    { given: 5, shown: "5" },
    { given: null, shown: "null" },
    { given: new URL("https://proxy.test"), shown: "an object" },
  ])("refuses $given", ({ given, shown }) => {
    const want = `create: baseUrl is ${shown}, expected an http(s) URL with a host and an optional path`;

    expect(() => checkBaseUrl("create", given, true)).toThrow(new TypeError(want));
  });

  test("keeps the credentials of a refused URL out of the error", () => {
    const check = () => checkBaseUrl("create", "https://user:hunter2@proxy.test", false);

    expect(check).toThrow(expect.toSatisfy((error) => !exposedBy(error).includes("hunter2")));
  });

  test.each([
    "http://localhost",
    "http://LOCALHOST:4010",
    "http://sinch.localhost",
    "http://127.0.0.1:4010",
    "http://127.255.0.9",
    "http://2130706433",
    "http://[::1]:4010",
    "https://proxy.test",
  ])("accepts %s without further ado", (given) => {
    expect(checkBaseUrl("create", given, false)).toBe(new URL(given).origin);
  });

  test.each([
    "http://proxy.test",
    "http://mylocalhost",
    "http://localhost.evil.test",
    "http://127.0.0.1.evil.test",
    "http://x.127.0.0.1.test",
    "http://128.0.0.1",
    "http://10.0.0.1",
    "http://[::2]",
  ])("accepts %s only where insecure requests are allowed", (given) => {
    const want = `create: baseUrl is "${given}", expected https or a loopback host, unless allowInsecureRequests is set`;

    expect(() => checkBaseUrl("create", given, false)).toThrow(new TypeError(want));
    expect(checkBaseUrl("create", given, true)).toBe(given);
  });
});

test.each(["evil127.0.0.1", "127.0.0.1.evil.test", "evil[::1]", "[::1]evil", "localhost.evil.test", "evillocalhost"])(
  "%s is not a loopback host",
  (hostname) => {
    expect(isLoopback(hostname)).toBe(false);
  },
);
