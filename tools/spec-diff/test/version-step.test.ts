import { expect, test } from "vitest";
import { versionStep } from "../src/changeset/version-step.ts";

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
