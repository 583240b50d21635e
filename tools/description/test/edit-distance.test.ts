import { expect, test } from "vitest";
import { editDistance } from "../src/references/dangling.ts";

test.each([
  { from: "", to: "", want: 0 },
  { from: "Note", to: "Note", want: 0 },
  { from: "", to: "Note", want: 4 },
  { from: "Note", to: "", want: 4 },
  { from: "Colour", to: "Color", want: 1 },
  { from: "Color", to: "Colour", want: 1 },
  { from: "Note", to: "Vote", want: 1 },
  { from: "kitten", to: "sitting", want: 3 },
])("from $from to $to it is $want", ({ from, to, want }) => {
  expect(editDistance(from, to)).toBe(want);
});
