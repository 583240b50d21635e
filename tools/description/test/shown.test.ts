import { describe, expect, test } from "vitest";
import { isWord, listed, shown } from "../src/shown.ts";

describe("a name or a value is shown on one line:", () => {
  test.each([
    { given: "card_message", want: "card_message" },
    { given: "messages:send", want: "messages:send" },
    { given: "two words", want: '"two words"' },
    { given: "a · b", want: '"a · b"' },
    { given: "`code`", want: '"`code`"' },
    { given: "", want: '""' },
    { given: "line\nbreak", want: '"line\\nbreak"' },
    { given: "\u001b[31mred", want: '"\\u001b[31mred"' },
    { given: "left\u202Eright", want: '"left\\u{202e}right"' },
    { given: "a\u2028b", want: '"a\\u{2028}b"' },
    { given: 12.5, want: "12.5" },
    { given: true, want: "true" },
    { given: undefined, want: "nothing" },
    { given: { a: [1] }, want: '{"a":[1]}' },
    { given: "x".repeat(80), want: `${"x".repeat(64)}…` },
  ])("$given", ({ given, want }) => {
    expect(shown(given)).toBe(want);
  });
});

test.each([
  { given: "MEDIUM", want: true },
  { given: 10, want: true },
  { given: false, want: true },
  { given: null, want: true },
  { given: "Write something here.", want: false },
  { given: "x".repeat(65), want: false },
  { given: ["a"], want: false },
])("whether $given is a word, not a sentence: $want", ({ given, want }) => {
  expect(isWord(given)).toBe(want);
});

test.each([
  { given: [], want: "" },
  { given: ["a"], want: "a" },
  { given: ["a", "b"], want: "a and b" },
  { given: ["a", "b", "c"], want: "a, b and c" },
])("$given in words", ({ given, want }) => {
  expect(listed(given)).toBe(want);
});
