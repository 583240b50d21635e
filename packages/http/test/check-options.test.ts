import { describe, expect, test } from "vitest";
import { checkOptions, limit } from "../src/check-options.ts";

const LONGEST = 2_147_483_647;

describe("a limit", () => {
  test.each([{ given: 0 }, { given: 0.5 }, { given: 1 }, { given: LONGEST }])("accepts $given", ({ given }) => {
    expect(() => checkOptions("send", { deadlineMs: given }, { deadlineMs: limit })).not.toThrow();
  });

  test.each([
    { given: -1, shown: "-1" },
    { given: Number.NaN, shown: "NaN" },
    { given: LONGEST + 1, shown: "2147483648" },
    { given: Number.POSITIVE_INFINITY, shown: "Infinity" },
    { given: 5n, shown: "5" },
    { given: "5", shown: '"5"' },
    { given: null, shown: "null" },
    { given: {}, shown: "an object" },
  ])("refuses $given", ({ given, shown }) => {
    const want = `send: deadlineMs is ${shown}, expected milliseconds from 0 (no limit) to ${LONGEST}`;

    expect(() => checkOptions("send", { deadlineMs: given }, { deadlineMs: limit })).toThrow(new TypeError(want));
  });
});
