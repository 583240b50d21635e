import { describe, expect, test } from "vitest";
import { resolveRetry } from "../src/options/retry-options.ts";

const DEFAULTS = { maxRetries: 2, baseDelayMs: 500, maxDelayMs: 8000 };
const LONGEST = 2_147_483_647;

describe("resolveRetry", () => {
  test.each([
    { given: undefined, want: DEFAULTS },
    { given: {}, want: DEFAULTS },
    { given: { maxRetries: undefined }, want: DEFAULTS },
    { given: { maxRetries: 0 }, want: { ...DEFAULTS, maxRetries: 0 } },
    { given: { baseDelayMs: 0, maxDelayMs: LONGEST }, want: { ...DEFAULTS, baseDelayMs: 0, maxDelayMs: LONGEST } },
    { given: false as const, want: { ...DEFAULTS, maxRetries: 0 } },
  ])("fills in the defaults around $given", ({ given, want }) => {
    expect(resolveRetry("createClient", given)).toEqual(want);
  });

  test.each([
    { given: undefined, want: { maxRetries: 5, baseDelayMs: 1, maxDelayMs: 2 } },
    { given: { maxRetries: 1 }, want: { maxRetries: 1, baseDelayMs: 1, maxDelayMs: 2 } },
    { given: { maxDelayMs: 9, baseDelayMs: undefined }, want: { maxRetries: 5, baseDelayMs: 1, maxDelayMs: 9 } },
    { given: false as const, want: { maxRetries: 0, baseDelayMs: 1, maxDelayMs: 2 } },
  ])("puts $given of a call over what the client has, member by member", ({ given, want }) => {
    expect(resolveRetry("Send", given, { maxRetries: 5, baseDelayMs: 1, maxDelayMs: 2 })).toEqual(want);
  });

  test.each<{ given: unknown; want: string }>([
    { given: true, want: "retry is true, expected an object or false" },
    { given: null, want: "retry is null, expected an object or false" },
    { given: 3, want: "retry is 3, expected an object or false" },
    { given: { maxRetries: -1 }, want: "retry.maxRetries is -1, expected a whole number from 0" },
    { given: { maxRetries: 1.5 }, want: "retry.maxRetries is 1.5, expected a whole number from 0" },
    { given: { maxRetries: Number.NaN }, want: "retry.maxRetries is NaN, expected a whole number from 0" },
    { given: { maxRetries: "2" }, want: 'retry.maxRetries is "2", expected a whole number from 0' },
    {
      given: { baseDelayMs: -1 },
      want: `retry.baseDelayMs is -1, expected milliseconds from 0 to ${LONGEST}`,
    },
    {
      given: { maxDelayMs: Number.POSITIVE_INFINITY },
      want: `retry.maxDelayMs is Infinity, expected milliseconds from 0 to ${LONGEST}`,
    },
    {
      given: { attempts: 3 },
      want: "unknown option retry.attempts, expected maxRetries or baseDelayMs or maxDelayMs",
    },
    {
      given: { toString: 3 },
      want: "unknown option retry.toString, expected maxRetries or baseDelayMs or maxDelayMs",
    },
  ])("refuses $given", ({ given, want }) => {
    expect(() => resolveRetry("Send", given as never)).toThrow(new TypeError(`Send: ${want}`));
  });
});
