import { expect } from "vitest";
import { ok, respond } from "../src/behaviours.ts";
import { readMessage, sendMessage } from "../src/calls.ts";
import { faultSuite } from "../src/fault-suite.ts";
import type { Scenario } from "../src/scenario.ts";

const fine = ok({ id: "message-1" });
const HOUR_MS = 3_600_000;
/** So long that a wait drawn from it would all but surely fail the scenario. */
const DAYS = { maxRetries: 1, baseDelayMs: 20 * 24 * HOUR_MS, maxDelayMs: 20 * 24 * HOUR_MS };
const inMs = (ms: number) => () => new Date(Date.now() + ms).toUTCString();

const waits = (
  title: string,
  retryAfter: string | (() => string),
  atLeastMs: number,
  retry: { maxRetries: number; baseDelayMs: number; maxDelayMs: number },
): Scenario => ({
  title,
  api: [respond(503, { headers: { "retry-after": retryAfter } }), fine],
  options: { retry },
  call: readMessage,
  want: { requests: 2, value: { id: "message-1" }, gapsMs: [atLeastMs] },
});

/** No wait and a wait of a second or more are distinguished from that of the backoff. */
const leavesToBackoff = (title: string, retryAfter: string): Scenario => {
  const baseDelayMs = 5;
  const scenario = waits(title, retryAfter, 0, { maxRetries: 1, baseDelayMs, maxDelayMs: 3000 });
  const check: Scenario["want"]["check"] = ({ stage: { attempts } }) => {
    expect(attempts[0]?.retryDelayMs).toBeGreaterThan(0);
    expect(attempts[0]?.retryDelayMs).toBeLessThan(baseDelayMs);
  };
  return { ...scenario, want: { ...scenario.want, check } };
};

const short = { maxRetries: 1, baseDelayMs: 5, maxDelayMs: 50 };
const capped = { maxRetries: 1, baseDelayMs: 0, maxDelayMs: 100 };

faultSuite("Retry-After", [
  waits("is waited for in seconds", "1", 1000, { ...short, maxDelayMs: 3000 }),
  // A date has whole seconds, so two from now is at least one from now.
  waits("is waited for as a date", inMs(2000), 1000, { ...short, maxDelayMs: 3000 }),
  waits("in seconds is capped", "3600", 100, capped),
  waits("as a date is capped", inMs(HOUR_MS), 100, capped),
  waits("beyond any number is capped", "9".repeat(400), 100, capped),
  waits("beyond any timer is capped", "99999999999", 100, capped),
  waits("of zero means no wait", "0", 0, DAYS),
  waits("as a date in the past means no wait", "Wed, 21 Oct 2015 07:28:00 GMT", 0, DAYS),
  waits("in the date format of RFC 850 is understood", "Wednesday, 21-Oct-15 07:28:00 GMT", 0, DAYS),
  leavesToBackoff("that is neither a number nor a date leaves the wait to the backoff", "soon"),
  leavesToBackoff("that is negative leaves the wait to the backoff", "-5"),
  leavesToBackoff("that is a fraction leaves the wait to the backoff", "1.5"),
  leavesToBackoff("that is empty leaves the wait to the backoff", ""),
  leavesToBackoff("given twice leaves the wait to the backoff", "60\r\nretry-after: 60"),
  {
    title: "as a date counts from the response's own date, where the clocks differ",
    api: [respond(503, { headers: { date: inMs(HOUR_MS), "retry-after": inMs(HOUR_MS + 2000) } }), fine],
    options: { retry: DAYS },
    call: readMessage,
    want: { requests: 2, gapsMs: [1000] },
  },
  {
    title: "of a 429 is waited for by a send",
    api: [respond(429, { headers: { "retry-after": "1" } }), fine],
    options: { retry: { ...short, maxDelayMs: 3000 } },
    call: sendMessage,
    want: { requests: 2, gapsMs: [1000] },
  },
  {
    title: "reaches onAttempt as the wait that it sets",
    api: [respond(429, { headers: { "retry-after": "3600" } }), fine],
    options: { retry: capped },
    call: readMessage,
    want: {
      requests: 2,
      check: ({ stage }) => expect(stage.attempts.map(({ retryDelayMs }) => retryDelayMs)).toEqual([100, undefined]),
    },
  },
  {
    title: "of a response that is final is not waited for",
    api: [respond(403, { headers: { "retry-after": "3600" } })],
    options: { retry: DAYS },
    call: readMessage,
    want: { requests: 1, error: { kind: "ApiError", attempts: 1, members: { status: 403 } } },
  },
]);
