import { describe, expect, test } from "vitest";
import { fillPath, isSegment } from "../src/call/path.ts";

const LONE_SURROGATE = "\ud800";

describe("fillPath", () => {
  test.each([
    { given: "01ABC", want: "01ABC" },
    { given: "a/b", want: "a%2Fb" },
    { given: "a:b", want: "a%3Ab" },
    { given: "?", want: "%3F" },
    { given: "#", want: "%23" },
    { given: "...", want: "..." },
    { given: "../a", want: "..%2Fa" },
    { given: " ", want: "%20" },
    { given: "é🙂", want: "%C3%A9%F0%9F%99%82" },
    { given: "%2F", want: "%252F" },
    { given: "%2e%2e", want: "%252e%252e" },
    { given: "$&", want: "%24%26" },
    { given: 0, want: "0" },
    { given: 42, want: "42" },
  ])("keeps $given in its segment", ({ given, want }) => {
    expect(fillPath("/messages/{id}/x", { id: given }, "get")).toBe(`/messages/${want}/x`);
  });

  test.each([
    { given: "", shown: '""' },
    { given: ".", shown: '"."' },
    { given: "..", shown: '".."' },
    { given: LONE_SURROGATE, shown: '"\\ud800"' },
    { given: undefined, shown: "undefined" },
    { given: null, shown: "null" },
    { given: true, shown: "true" },
    { given: ["a"], shown: "an array" },
    { given: { a: 1 }, shown: "an object" },
    { given: 10n, shown: "10" },
    { given: Symbol("id"), shown: "Symbol(id)" },
  ])("refuses $given", ({ given, shown }) => {
    const want = `get: id is ${shown}, expected a non-empty string other than "." and ".."`;

    expect(() => fillPath("/messages/{id}", { id: given }, "get")).toThrow(new TypeError(want));
  });

  test("leaves a path without parameters as it is", () => {
    expect(fillPath("/messages:send", {}, "send")).toBe("/messages:send");
  });

  test("fills in each parameter by its name", () => {
    const parameters = { contact_id: "c", app_id: "a" };

    expect(fillPath("/apps/{app_id}/contacts/{contact_id}", parameters, "get")).toBe("/apps/a/contacts/c");
  });

  test("names the one parameter of several that is wrong", () => {
    const parameters = { app_id: "a", contact_id: "" };

    expect(() => fillPath("/apps/{app_id}/contacts/{contact_id}", parameters, "get")).toThrow('get: contact_id is ""');
  });

  test("refuses a parameter that is missing", () => {
    expect(() => fillPath("/apps/{app_id}/contacts/{contact_id}", { app_id: "a" }, "get")).toThrow(
      "get: contact_id is undefined",
    );
  });
});

describe("isSegment", () => {
  test.each([
    { given: "a", want: true },
    { given: "...", want: true },
    { given: "", want: false },
    { given: ".", want: false },
    { given: "..", want: false },
    { given: LONE_SURROGATE, want: false },
  ])("says $want of $given", ({ given, want }) => {
    expect(isSegment(given)).toBe(want);
  });
});
