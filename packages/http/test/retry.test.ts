import { IDEMPOTENT_METHODS } from "@sinch-fetch/workspace";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { HttpRequest } from "../src/chain/request.ts";
import { type Attempt, retryWith } from "../src/chain/retry.ts";
import { AbortError, ConnectionError, SinchFetchError, TimeoutError } from "../src/errors/errors.ts";
import { worse } from "../src/errors/outcome.ts";
import { httpRequest } from "./http-request.ts";
import { rejection } from "./rejection.ts";

/** What an attempt ends with: a status, an answer, or an error. */
type End = number | Response | Error;

const refused = () => new ConnectionError("refused", { outcome: "not-sent" });
const broken = () => new ConnectionError("broken", { outcome: "unknown" });
const timedOut = () => new TimeoutError("silent", { outcome: "unknown", timeoutMs: 1000 });
const noToken = () => new TimeoutError("no token", { outcome: "not-sent", timeoutMs: 1000 });
const noCredential = () => new SinchFetchError("no credential", { outcome: "not-sent" });
const aborted = () => new AbortError("aborted", { outcome: "unknown" });

/** The error as an attempt makes it: with its own number, and the worst outcome so far. */
function ofAttempt(error: Error, { attempts, outcome }: HttpRequest): Error {
  if (!(error instanceof SinchFetchError)) return error;
  const details = {
    cause: error.cause,
    attempts,
    outcome: worse(outcome, error.outcome),
    timeoutMs: Object(error).timeoutMs,
  };
  return new (error.constructor as typeof TimeoutError)(error.message, details);
}

/** Sends a request whose attempts end one after the other as given, the last one for good. */
function sending(ends: readonly [End, ...End[]], given: Partial<HttpRequest> = {}) {
  const begunAtMs = performance.now();
  const attempts: { request: HttpRequest; atMs: number }[] = [];
  const told: Attempt[] = [];
  const request = httpRequest({ method: "GET", attempts: 0, ...given });
  const exchange = retryWith(
    (attempt) => told.push(attempt),
    async (attempt) => {
      attempts.push({ request: attempt, atMs: performance.now() - begunAtMs });
      const end = ends[Math.min(attempts.length, ends.length) - 1];
      if (end instanceof Error) throw ofAttempt(end, attempt);
      return typeof end === "number" ? new Response(null, { status: end }) : (end as Response);
    },
  )(request);
  exchange.catch(() => {});
  const settled = exchange.then(({ response }) => response);
  settled.catch(() => {});
  return { exchange, settled, attempts, told };
}

/** How often a request is sent whose first attempt ends as given and whose second succeeds. */
async function attemptsAfter(end: End, given: Partial<HttpRequest>): Promise<number> {
  const { settled, attempts } = sending([end, 200], given);
  await vi.advanceTimersByTimeAsync(60_000);
  await settled.catch(() => {});
  return attempts.length;
}

const retryAfterOf = (value: string): Response =>
  new Response(null, { status: 503, headers: { "retry-after": value } });
const operation = (idempotent?: boolean) => ({ id: "A", method: "POST", path: "/a", idempotent });
/** Draws the longest wait every time, or nearly. */
const LONGEST = 1 - 2 ** -53;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe("an idempotent request", () => {
  test.each([408, 429, 500, 502, 503, 504])("is repeated after a %i", async (status) => {
    expect(await attemptsAfter(status, { method: "GET" })).toBe(2);
  });

  test.each([200, 204, 301, 304, 400, 401, 403, 404, 409, 410, 425, 499, 501, 505, 507, 599])(
    "is sent once where the answer is a %i",
    async (status) => {
      expect(await attemptsAfter(status, { method: "GET" })).toBe(1);
    },
  );

  test.each([
    { after: "a refused connection", end: refused() },
    { after: "a broken connection", end: broken() },
    { after: "a timeout", end: timedOut() },
    { after: "a timeout of the token", end: noToken() },
  ])("is repeated after $after", async ({ end }) => {
    expect(await attemptsAfter(end, { method: "GET" })).toBe(2);
  });

  test.each([
    { after: "an abort", end: aborted() },
    { after: "a failure to get a credential", end: noCredential() },
    { after: "an error of a caller's code", end: new Error("theirs") },
  ])("is sent once after $after", async ({ end }) => {
    expect(await attemptsAfter(end, { method: "GET" })).toBe(1);
  });

  test.each(["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"])(
    "is one that the descriptions' tools take for idempotent too: %s",
    async (method) => {
      expect(await attemptsAfter(500, { method })).toBe(IDEMPOTENT_METHODS.includes(method) ? 2 : 1);
    },
  );

  test.each([
    { method: "POST", marked: true, want: 2 },
    { method: "PATCH", marked: true, want: 2 },
    { method: "DELETE", marked: false, want: 1 },
    { method: "POST", marked: undefined, want: 1 },
    { method: "DELETE", marked: undefined, want: 2 },
  ])("is a $method that is marked $marked: sent $want times", async ({ method, marked, want }) => {
    expect(await attemptsAfter(500, { method, operation: operation(marked) })).toBe(want);
  });
});

describe.each(["POST", "PATCH", "TRACE"])("a %s", (method) => {
  test("is repeated after a 429, which was not acted on", async () => {
    expect(await attemptsAfter(429, { method })).toBe(2);
  });

  test("is repeated after a connection that was never made", async () => {
    expect(await attemptsAfter(refused(), { method })).toBe(2);
  });

  test.each([200, 400, 401, 404, 408, 409, 500, 501, 502, 503, 504])(
    "is sent once where the answer is a %i",
    async (status) => {
      expect(await attemptsAfter(status, { method })).toBe(1);
    },
  );

  test.each([
    { after: "a broken connection", end: broken() },
    { after: "a timeout", end: timedOut() },
    { after: "a timeout of the token", end: noToken() },
    { after: "an abort", end: aborted() },
    { after: "a failure to get a credential", end: noCredential() },
  ])("is sent once after $after", async ({ end }) => {
    expect(await attemptsAfter(end, { method })).toBe(1);
  });

  test("is judged by its last attempt alone", async () => {
    const { settled, attempts } = sending([429, refused(), broken()], { method });
    await vi.advanceTimersByTimeAsync(60_000);

    expect(await rejection(settled)).toMatchObject({ outcome: "unknown", attempts: 3 });
    expect(attempts).toHaveLength(3);
  });
});

describe("the number of attempts", () => {
  test.each([
    { maxRetries: 0, want: 1 },
    { maxRetries: 1, want: 2 },
    { maxRetries: 5, want: 6 },
  ])("is $want with maxRetries $maxRetries", async ({ maxRetries, want }) => {
    const { exchange, attempts } = sending([503], { retry: { maxRetries, baseDelayMs: 1, maxDelayMs: 1 } });
    await vi.advanceTimersByTimeAsync(1000);

    expect(await exchange).toMatchObject({ response: { status: 503 }, attempts: want });
    expect(attempts).toHaveLength(want);
  });

  test("is what the final error says, and each attempt knows its own", async () => {
    const { settled, attempts } = sending([broken(), timedOut(), refused()]);
    await vi.advanceTimersByTimeAsync(60_000);

    expect(await rejection(settled)).toMatchObject({ name: "ConnectionError", attempts: 3 });
    expect(attempts.map(({ request }) => request.attempts)).toEqual([1, 2, 3]);
  });

  test("is left alone on an error of another make", async () => {
    const theirs = new Error("theirs");

    const error = await rejection(sending([theirs]).settled);

    expect(error).toBe(theirs);
    expect(error).not.toHaveProperty("attempts");
  });
});

describe("the outcome of a call", () => {
  test.each([
    { ends: [refused(), refused(), refused()] as const, want: "not-sent" },
    { ends: [429, 429, refused()] as const, want: "rejected" },
    { ends: [503, refused(), refused()] as const, want: "unknown" },
    { ends: [broken(), 429, refused()] as const, want: "unknown" },
    { ends: [refused(), refused(), broken()] as const, want: "unknown" },
  ])("that ends in an error is that of the worst attempt: $want", async ({ ends, want }) => {
    const { settled } = sending([...ends]);
    await vi.advanceTimersByTimeAsync(60_000);

    expect(await rejection(settled)).toMatchObject({ outcome: want });
  });

  test.each([
    { ends: [refused(), 404] as const, want: "not-sent" },
    { ends: [429, 404] as const, want: "rejected" },
    { ends: [503, 404] as const, want: "unknown" },
  ])("that ends in an answer is kept of the attempts before: $want", async ({ ends, want }) => {
    const { exchange } = sending([...ends]);
    await vi.advanceTimersByTimeAsync(60_000);

    expect(await exchange).toMatchObject({ response: { status: 404 }, outcome: want });
  });

  test("is handed on to each attempt after it", async () => {
    const { settled, attempts } = sending([429, 503, 200]);
    await vi.advanceTimersByTimeAsync(60_000);
    await settled;

    expect(attempts.map(({ request }) => request.outcome)).toEqual(["not-sent", "rejected", "unknown"]);
  });
});

describe("the wait before an attempt", () => {
  test("is drawn evenly below a bound that doubles up to maxDelayMs", async () => {
    vi.spyOn(Math, "random").mockReturnValue(LONGEST);
    const retry = { maxRetries: 5, baseDelayMs: 100, maxDelayMs: 500 };

    const { settled, attempts } = sending([503], { retry });
    await vi.advanceTimersByTimeAsync(60_000);
    await settled;

    const waits = attempts.slice(1).map(({ atMs }, index) => atMs - (attempts[index]?.atMs ?? 0));
    expect(waits.map((ms) => Math.ceil(ms))).toEqual([100, 200, 400, 500, 500].map((ms) => expect.closeTo(ms, -0.5)));
  });

  test.each([
    { random: 0, want: 0 },
    { random: 0.25, want: 125 },
    { random: 0.5, want: 250 },
  ])("is that part of the bound which was drawn: $random of 500 ms", async ({ random, want }) => {
    vi.spyOn(Math, "random").mockReturnValue(random);

    const { settled, told } = sending([503, 200]);
    await vi.advanceTimersByTimeAsync(60_000);
    await settled;

    expect(told[0]?.retryDelayMs).toBe(want);
  });

  test.each([
    { given: "3", want: 3000 },
    { given: "0", want: 0 },
    { given: "8", want: 8000 },
    { given: "9", want: 8000 },
    { given: "86400", want: 8000 },
  ])("is what Retry-After $given asks for, maxDelayMs at most: $want ms", async ({ given, want }) => {
    const { settled, attempts } = sending([retryAfterOf(given), 200]);
    await vi.advanceTimersByTimeAsync(60_000);
    await settled;

    expect(attempts[1]?.atMs).toBeCloseTo(want, -0.5);
  });

  test("is drawn where Retry-After is malformed", async () => {
    vi.spyOn(Math, "random").mockReturnValue(0.5);

    const { settled, told } = sending([retryAfterOf("soon"), 200]);
    await vi.advanceTimersByTimeAsync(60_000);
    await settled;

    expect(told[0]?.retryDelayMs).toBe(250);
  });
});

describe("an abort during a wait", () => {
  test("ends the call at once, with the outcome of the attempts before", async () => {
    const controller = new AbortController();
    const reason = new Error("user left");
    const { settled, attempts } = sending([retryAfterOf("8")], { signal: controller.signal });
    await vi.advanceTimersByTimeAsync(10);

    controller.abort(reason);

    const error = await rejection(settled);
    expect(error).toMatchObject({ name: "AbortError", outcome: "unknown", attempts: 1, cause: reason });
    expect(attempts).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("a deadline", () => {
  test("that a wait would outlast ends the call with the last answer", async () => {
    const { settled, attempts, told } = sending([retryAfterOf("5"), 200], { deadlineMs: 5000 });

    expect((await settled).status).toBe(503);
    expect(attempts).toHaveLength(1);
    expect(told).toMatchObject([{ status: 503, retryDelayMs: undefined }]);
  });

  test("that a wait leaves time after is no hindrance", async () => {
    const { settled, attempts } = sending([retryAfterOf("5"), 200], { deadlineMs: 5001 });
    await vi.advanceTimersByTimeAsync(5000);

    expect((await settled).status).toBe(200);
    expect(attempts).toHaveLength(2);
  });

  test("that a wait would outlast ends the call with the last error", async () => {
    vi.spyOn(Math, "random").mockReturnValue(0.5);
    const failure = broken();

    const { settled, attempts } = sending([failure], { deadlineMs: 250 });

    expect(await rejection(settled)).toMatchObject({ name: failure.name, message: failure.message });
    expect(attempts).toHaveLength(1);
  });
});

describe("a timeout", () => {
  test.each([
    { timeoutMs: 1000, want: 2 },
    { timeoutMs: 5000, want: 1 },
  ])("of $timeoutMs ms under a deadline of 5000 ms leaves $want attempts", async ({ timeoutMs, want }) => {
    const end = new TimeoutError("silent", { outcome: "unknown", timeoutMs });

    expect(await attemptsAfter(end, { method: "GET", deadlineMs: 5000 })).toBe(want);
  });
});

test("a body that is too large is not asked for again", async () => {
  const cause = Object.assign(new Error("too large"), { code: "ERR_RESPONSE_TOO_LARGE" });

  expect(await attemptsAfter(new ConnectionError("too large", { outcome: "unknown", cause }), { method: "GET" })).toBe(
    1,
  );
});

describe("onAttempt", () => {
  test("is told of each attempt and of the wait that follows it", async () => {
    vi.spyOn(Math, "random").mockReturnValue(0.5);
    const { settled, told } = sending([503, broken(), 200], { operation: { id: "A", method: "GET", path: "/a" } });
    await vi.advanceTimersByTimeAsync(60_000);
    await settled;

    const about = {
      method: "GET",
      url: "https://api.test/v1/messages",
      operation: "A",
      durationMs: expect.any(Number),
    };
    expect(told).toEqual([
      { ...about, attempt: 1, status: 503, error: undefined, retryDelayMs: 250 },
      {
        ...about,
        attempt: 2,
        status: undefined,
        error: expect.objectContaining({ name: "ConnectionError", attempts: 2, outcome: "unknown" }),
        retryDelayMs: 500,
      },
      { ...about, attempt: 3, status: 200, error: undefined, retryDelayMs: undefined },
    ]);
  });

  test("is told how long an attempt took", async () => {
    const told: Attempt[] = [];
    const slow = async (): Promise<Response> => {
      await new Promise((resolve) => setTimeout(resolve, 700));
      return new Response();
    };

    await vi.advanceTimersByTimeAsync(300);
    const settled = retryWith((attempt) => told.push(attempt), slow)(httpRequest());
    await vi.advanceTimersByTimeAsync(700);
    await settled;

    expect(told).toMatchObject([{ durationMs: 700 }]);
  });

  test("changes nothing by what it throws", async () => {
    const onAttempt = () => {
      throw new Error("theirs");
    };

    const { response } = await retryWith(onAttempt, async () => new Response())(httpRequest());

    expect(response.status).toBe(200);
  });

  test("need not be there", async () => {
    const send = vi.fn(async () => new Response(null, { status: send.mock.calls.length === 1 ? 429 : 200 }));

    const settled = retryWith(undefined, send)(httpRequest());
    await vi.advanceTimersByTimeAsync(60_000);

    expect(await settled).toMatchObject({ response: { status: 200 }, attempts: 2 });
  });
});

test("each attempt is the same request", async () => {
  const given = { body: "bytes", headers: { a: "b" }, url: "https://api.test/a?b=c", method: "PUT" };
  const { settled, attempts } = sending([503, 503, 200], given);
  await vi.advanceTimersByTimeAsync(60_000);
  await settled;

  expect(attempts).toHaveLength(3);
  for (const { request } of attempts) expect(request).toMatchObject(given);
});
