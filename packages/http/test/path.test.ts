import { describe, expect, test } from "vitest";
import { checkPath, isSegment } from "../src/path.ts";

const LONE_SURROGATE = "\ud800";

describe("checkPath", () => {
  test.each([
    { given: "01ABC" },
    { given: "a/b" },
    { given: "?" },
    { given: "#" },
    { given: "..." },
    { given: " " },
    { given: "ünïcödé 🙂" },
    { given: "%2e%2e" },
    { given: 0 },
    { given: 42 },
  ])("accepts $given", ({ given }) => {
    expect(() => checkPath("/messages/{id}", { id: given }, "get")).not.toThrow();
  });

  test.each([
    { given: "", shown: '""' },
    { given: ".", shown: '"."' },
    { given: "..", shown: '".."' },
    { given: LONE_SURROGATE, shown: '"\\ud800"' },
    { given: undefined, shown: "undefined" },
    { given: null, shown: "null" },
    { given: true, shown: "true" },
    { given: ["a"], shown: '["a"]' },
    { given: { a: 1 }, shown: '{"a":1}' },
  ])("refuses $given", ({ given, shown }) => {
    const want = `get: id is ${shown}, expected a non-empty string other than "." and ".."`;

    expect(() => checkPath("/messages/{id}", { id: given }, "get")).toThrow(new TypeError(want));
  });

  test("accepts a path without parameters", () => {
    expect(() => checkPath("/messages:send", {}, "send")).not.toThrow();
  });

  test("names the one parameter of several that is wrong", () => {
    const parameters = { app_id: "a", contact_id: "" };

    expect(() => checkPath("/apps/{app_id}/contacts/{contact_id}", parameters, "get")).toThrow('get: contact_id is ""');
  });

  test("refuses a parameter that is missing", () => {
    expect(() => checkPath("/apps/{app_id}/contacts/{contact_id}", { app_id: "a" }, "get")).toThrow(
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
