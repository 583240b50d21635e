import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { remainingMs } from "../src/remaining.ts";
import { httpRequest } from "./http-request.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test.each([
  { deadlineMs: 1000, spentMs: 0, want: 1000 },
  { deadlineMs: 1000, spentMs: 300, want: 700 },
  { deadlineMs: 1000, spentMs: 1500, want: -500 },
  { deadlineMs: 1, spentMs: 0, want: 1 },
  { deadlineMs: 0, spentMs: 1500, want: Number.POSITIVE_INFINITY },
])("of a deadline of $deadlineMs ms, $want ms are left after $spentMs ms", ({ deadlineMs, spentMs, want }) => {
  const request = httpRequest({ deadlineMs });

  vi.advanceTimersByTime(spentMs);

  expect(remainingMs(request)).toBe(want);
});
