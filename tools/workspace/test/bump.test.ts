import { expect, test } from "vitest";
import { isLess, larger, raised, versionStep } from "../src/bump.ts";

const cases = [
  { before: "1.2.3", after: "2.0.0", want: "major" },
  { before: "0.0.0", after: "1.0.0", want: "major" },
  { before: "1.2.3", after: "1.3.0", want: "minor" },
  { before: "1.2.3", after: "1.2.4", want: "patch" },
  { before: "1.2.9", after: "1.10.0", want: "minor" },
  { before: "1.2.3", after: "1.2.3", want: "none" },
  { before: "2.0.0", after: "1.9.9", want: "none" },
];

test.each(cases)("$before to $after is $want", ({ before, after, want }) => {
  expect(versionStep(before, after)).toBe(want);
});

test.each([
  { bump: "major", want: "3.0.0" },
  { bump: "minor", want: "2.4.0" },
  { bump: "patch", want: "2.3.10" },
  { bump: "none", want: "2.3.9" },
] as const)("2.3.9 raised by $bump is $want", ({ bump, want }) => {
  expect(raised("2.3.9", bump)).toBe(want);
});

test("bumps have an order", () => {
  const order = ["none", "patch", "minor", "major"] as const;

  for (const [at, a] of order.entries()) {
    expect(order.filter((b) => isLess(a, b))).toEqual(order.slice(at + 1));
    expect(order.filter((b) => larger(a, b) === a)).toEqual(order.slice(0, at + 1));
  }
});
