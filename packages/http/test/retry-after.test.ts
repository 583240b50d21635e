import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { retryAfterMs } from "../src/chain/retry-after.ts";

/** When the tests' server is asked, to the second, as its dates are. */
const NOW = Date.UTC(2026, 10, 22, 8, 49, 37);

beforeEach(() => void vi.useFakeTimers({ now: NOW }));
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

const inSeconds = (seconds: number): string => new Date(NOW + seconds * 1000).toUTCString();

describe("retryAfterMs", () => {
  test.each([
    { given: "0", want: 0 },
    { given: "1", want: 1000 },
    { given: "007", want: 7000 },
    { given: " 120 ", want: 120_000 },
    { given: "Sun, 22 Nov 2026 08:49:40 GMT", want: 3000 },
    { given: "Sunday, 22-Nov-26 08:49:40 GMT", want: 3000 },
    { given: "Sun Nov 22 08:49:40 2026", want: 3000 },
    { given: "Sun, 22 Nov 2026 08:49:37 GMT", want: 0 },
    { given: "Sun, 22 Nov 2026 08:49:36 GMT", want: 0 },
    { given: "Fri, 22 Nov 1996 08:49:36 GMT", want: 0 },
  ])("reads $given as $want ms", ({ given, want }) => {
    expect(retryAfterMs(new Headers({ "retry-after": given }))).toBe(want);
  });

  test.each([
    "",
    "-1",
    "+1",
    "1.5",
    "1e3",
    "0x10",
    "1 s",
    "soon",
    "Sun",
    "Sun, soon GMT",
    "2026-11-22T08:49:40Z",
    "22".concat(" Nov 2026 08:49:40 GMT"),
    "at Sun, 22 Nov 2026 08:49:40 GMT",
  ])("reads nothing from %j", (given) => {
    expect(retryAfterMs(new Headers({ "retry-after": given }))).toBeUndefined();
  });

  test("reads nothing where there is none", () => {
    expect(retryAfterMs(new Headers())).toBeUndefined();
  });

  test.each(["Sun, 22 Nov 2026 08:49:40 GMT", "Sunday, 22-Nov-26 08:49:40 GMT", "Sun Nov 22 08:49:40 2026"])(
    "reads %s as in GMT wherever this machine is",
    (given) => {
      vi.stubEnv("TZ", "Asia/Tokyo");

      expect(retryAfterMs(new Headers({ "retry-after": given }))).toBe(3000);
    },
  );

  test.each([
    { clock: "runs an hour late", date: inSeconds(3600), given: inSeconds(3605), want: 5000 },
    { clock: "runs an hour early", date: inSeconds(-3600), given: inSeconds(-3595), want: 5000 },
    { clock: "is right", date: inSeconds(0), given: inSeconds(5), want: 5000 },
  ])("measures a date by the answer's own where the clock here $clock", ({ date, given, want }) => {
    expect(retryAfterMs(new Headers({ date, "retry-after": given }))).toBe(want);
  });

  test("measures a date by the clock here where the answer's own is malformed", () => {
    expect(retryAfterMs(new Headers({ date: "today", "retry-after": inSeconds(5) }))).toBe(5000);
  });

  test("reads any number of seconds", () => {
    fc.assert(
      fc.property(fc.nat(), (seconds) => {
        expect(retryAfterMs(new Headers({ "retry-after": String(seconds) }))).toBe(seconds * 1000);
      }),
    );
  });

  test("reads any date of the next hundred years, and none as a negative wait", () => {
    fc.assert(
      fc.property(fc.integer({ min: -3_000_000_000, max: 3_000_000_000 }), (seconds) => {
        expect(retryAfterMs(new Headers({ "retry-after": inSeconds(seconds) }))).toBe(Math.max(0, seconds * 1000));
      }),
    );
  });

  test("reads whatever a server writes as nothing or as a wait", () => {
    const header = fc.string({ unit: fc.constantFrom(..."0123456789 -+.,:eGMTSunNov") });
    fc.assert(
      fc.property(header, (given) => {
        const ms = retryAfterMs(new Headers({ "retry-after": given }));

        expect(ms === undefined || ms >= 0).toBe(true);
      }),
    );
  });
});
