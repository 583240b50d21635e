import { describe, expect, test } from "vitest";
import { checkOption, checkOptions, func, limit, show } from "../src/options/check-options.ts";

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

describe("checkOptions", () => {
  const table = { onAttempt: func, timeoutMs: limit };

  test.each<{ given: unknown; want: string }>([
    { given: undefined, want: "call: options is undefined, expected an object" },
    { given: "text", want: 'call: options is "text", expected an object' },
    { given: { timeout: 4 }, want: "call: unknown option timeout, expected onAttempt or timeoutMs" },
    { given: { toString: 4 }, want: "call: unknown option toString, expected onAttempt or timeoutMs" },
    { given: { onAttempt: [] }, want: "call: onAttempt is an array, expected a function" },
    { given: { onAttempt: Object.create(null) }, want: "call: onAttempt is an object, expected a function" },
    { given: { onAttempt: Symbol("a") }, want: "call: onAttempt is Symbol(a), expected a function" },
    { given: { timeoutMs: 10n }, want: "call: timeoutMs is 10, expected milliseconds" },
  ])("refuses $given", ({ given, want }) => {
    expect(() => checkOptions("call", given, table)).toThrow(want);
  });

  test("takes an option that is undefined as not given", () => {
    expect(() => checkOptions("call", { timeoutMs: undefined }, table)).not.toThrow();
  });

  test.each([
    { given: "hunter2\n", want: "oauth2: keySecret is malformed, expected a key" },
    { given: undefined, want: "oauth2: keySecret is missing, expected a key" },
  ])("never shows a secret, such as $given", ({ given, want }) => {
    const rule = { expected: "a key", secret: true, test: () => false } as const;

    expect(() => checkOption("oauth2", "keySecret", given, rule)).toThrow(new TypeError(want));
  });

  test.each([
    { given: "a", want: '"a"' },
    { given: null, want: "null" },
    { given: undefined, want: "undefined" },
    { given: 5n, want: "5" },
    { given: [], want: "an array" },
    { given: {}, want: "an object" },
  ])("shows $given as $want", ({ given, want }) => {
    expect(show(given)).toBe(want);
  });
});
