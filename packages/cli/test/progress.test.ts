import { expect, test } from "vitest";
import { rateText } from "../src/run/progress.ts";

const progress = {
  accepted: 1,
  rejected: 0,
  unresolved: 0,
  waiting: 0,
  total: 10,
  recipientsPerSecond: 1291,
  leftMs: undefined,
  waitingUntil: undefined,
};
const waitingUntil = new Date("2026-01-01T09:08:07Z");

test.each([
  [{}, "1 291 a second"],
  [{ leftMs: 2000 }, "1 291 a second, 2 s left"],
  [{ leftMs: 999 }, "1 291 a second"],
  [{ leftMs: 26 }, "1 291 a second"],
  [{ recipientsPerSecond: 0 }, ""],
  [{ recipientsPerSecond: 0.4, leftMs: 5000 }, "5 s left"],
  [{ recipientsPerSecond: 0.5 }, "1 a second"],
  [{ waitingUntil }, "1 291 a second, a batch waits until 09:08:07 UTC"],
  [{ waitingUntil, recipientsPerSecond: 0 }, "a batch waits until 09:08:07 UTC"],
])("says of %j what is of use: %j", (changes, text) => {
  expect(rateText({ ...progress, ...changes })).toBe(text);
});
