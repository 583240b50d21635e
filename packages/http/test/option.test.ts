import { describe, expect, test } from "vitest";
import { checkLimit } from "../src/option.ts";

const LONGEST = 2_147_483_647;

describe("checkLimit", () => {
  test.each([{ given: 0 }, { given: 0.5 }, { given: 1 }, { given: LONGEST }])("accepts $given", ({ given }) => {
    expect(() => checkLimit("send", "deadlineMs", given)).not.toThrow();
  });

  test.each([
    { given: -1, shown: "-1" },
    { given: Number.NaN, shown: "NaN" },
    { given: LONGEST + 1, shown: "2147483648" },
    { given: Number.POSITIVE_INFINITY, shown: "Infinity" },
    { given: 5n, shown: "5" },
    { given: "5", shown: '"5"' },
    { given: null, shown: "null" },
    { given: {}, shown: "[object Object]" },
  ])("refuses $given", ({ given, shown }) => {
    const want = `send: deadlineMs is ${shown}, expected milliseconds from 0 (no limit) to ${LONGEST}`;

    expect(() => checkLimit("send", "deadlineMs", given)).toThrow(new TypeError(want));
  });
});
