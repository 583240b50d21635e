import { expect, test } from "vitest";
import { verdict } from "../src/verdict.ts";

const NAME = "@sinch-fetch/auth";
const LINE = `${NAME}: basic(options).user is gone`;

test.each([
  {
    title: "nothing broken",
    lines: [],
    bump: "none" as const,
    want: { lines: [`${NAME}: no type breaks users of 1.2.0`], allowed: true },
  },
  {
    title: "a break without a major release",
    lines: [LINE],
    bump: "minor" as const,
    want: {
      lines: [
        `${NAME}: 1 change breaks users of 1.2.0, and a minor release is promised`,
        `  ${LINE}`,
        `  mend that, or run: pnpm changeset add --major ${NAME}`,
      ],
      allowed: false,
    },
  },
  {
    title: "a break without any release",
    lines: [LINE],
    bump: "none" as const,
    want: {
      lines: [
        `${NAME}: 1 change breaks users of 1.2.0, and no release is promised`,
        `  ${LINE}`,
        `  mend that, or run: pnpm changeset add --major ${NAME}`,
      ],
      allowed: false,
    },
  },
  {
    title: "breaks with a major release",
    lines: [LINE, LINE],
    bump: "major" as const,
    want: {
      lines: [`${NAME}: 2 changes break users of 1.2.0, and a major release is promised`, `  ${LINE}`, `  ${LINE}`],
      allowed: true,
    },
  },
])("$title", ({ lines, bump, want }) => {
  expect(verdict({ name: NAME, lines }, "1.2.0", bump)).toEqual(want);
});
