import { describe, expect, test } from "vitest";
import { membersOf } from "../src/json.ts";

describe("membersOf", () => {
  test.each([
    { given: '{"a":1}', want: { a: 1 } },
    { given: "{}", want: {} },
    { given: "null", want: {} },
    { given: "5", want: {} },
    { given: "true", want: {} },
    { given: "", want: {} },
    { given: "<html>", want: {} },
    { given: '{"a":', want: {} },
  ])("reads $given as $want", ({ given, want }) => {
    expect(membersOf(given)).toEqual(want);
  });
});
