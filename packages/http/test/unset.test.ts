import { describe, expect, test } from "vitest";
import { type Unset, withoutUnset } from "../src/call/unset.ts";

describe("withoutUnset", () => {
  test.each<{ rule: string; unset: Unset; body: unknown; want: unknown }>([
    { rule: "null", unset: { agent: null }, body: { agent: null, text: null }, want: { text: null } },
    {
      rule: "a value",
      unset: { language: "NONE" },
      body: { language: "NONE", other: "NONE" },
      want: { other: "NONE" },
    },
    { rule: "another value", unset: { language: "NONE" }, body: { language: "EN" }, want: { language: "EN" } },
    { rule: "the inside", unset: { a: { b: null } }, body: { a: { b: null, c: 1 } }, want: { a: { c: 1 } } },
    {
      rule: "each item",
      unset: { a: [{ b: null }] },
      body: { a: [{ b: null }, { b: 1 }] },
      want: { a: [{}, { b: 1 }] },
    },
    { rule: "each value of a map", unset: { "*": { b: null } }, body: { x: { b: null } }, want: { x: {} } },
    { rule: "a list for an object", unset: { a: { b: null } }, body: { a: [{ b: null }] }, want: { a: [{ b: null }] } },
    { rule: "a text for an object", unset: { a: { b: null } }, body: { a: "text" }, want: { a: "text" } },
    { rule: "null for an object", unset: { a: { b: null } }, body: { a: null }, want: { a: null } },
    {
      rule: "names of Object",
      unset: { a: null },
      body: { constructor: 1, toString: null },
      want: { constructor: 1, toString: null },
    },
    { rule: "no body", unset: { a: null }, body: undefined, want: undefined },
  ])("reads $rule", ({ unset, body, want }) => {
    expect(withoutUnset(body, unset)).toEqual(want);
  });

  test("leaves the body that it was given as it was", () => {
    const body = { message: { agent: null } };

    withoutUnset(body, { message: { agent: null } });

    expect(body).toEqual({ message: { agent: null } });
  });
});
