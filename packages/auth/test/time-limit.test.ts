import { beforeEach, describe, expect, test, vi } from "vitest";
import { TimeLimit } from "../src/time-limit.ts";
import { fakeClock } from "./clock.ts";

const none = Number.POSITIVE_INFINITY;

beforeEach(() => fakeClock());

describe("TimeLimit", () => {
  test.each([
    { longestMs: 1000, callMs: 500, want: 500 },
    { longestMs: 1000, callMs: 1000, want: 1000 },
    { longestMs: 1000, callMs: 5000, want: 1000 },
    { longestMs: 1000, callMs: 0, want: 1000 },
    { longestMs: 0, callMs: 500, want: 500 },
    { longestMs: 0, callMs: 0, want: none },
  ])(
    "of $longestMs ms is $want ms for a call that has $callMs ms, 0 meaning no limit",
    ({ longestMs, callMs, want }) => {
      const limit = new TimeLimit(longestMs, callMs, false);

      expect(limit).toMatchObject({ ms: want, elapsedMs: 0 });
    },
  );

  test("grows with a call that joins with more time", () => {
    const limit = new TimeLimit(1000, 500, false);

    vi.advanceTimersByTime(100);
    limit.allow(700);

    expect(limit).toMatchObject({ ms: 800, elapsedMs: 100 });
  });

  test("does not shrink with a call that joins with less time", () => {
    const limit = new TimeLimit(1000, 500, false);

    limit.allow(100);

    expect(limit.ms).toBe(500);
  });

  test.each([{ callMs: 900 }, { callMs: 0 }])(
    "counts its own limit from its beginning, for a call that joins with $callMs ms, 0 meaning no limit",
    ({ callMs }) => {
      const limit = new TimeLimit(1000, 500, false);

      vi.advanceTimersByTime(400);
      limit.allow(callMs);

      expect(limit.ms).toBe(1000);
    },
  );

  test.each([{ byMs: 3_600_000 }, { byMs: -3_600_000 }])("is not moved by a clock set by $byMs ms", ({ byMs }) => {
    const limit = new TimeLimit(1000, 500, false);

    vi.setSystemTime(Date.now() + byMs);

    expect(limit.elapsedMs).toBe(0);
  });
});
