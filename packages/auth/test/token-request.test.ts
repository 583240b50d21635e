import { tracingChannel } from "node:diagnostics_channel";
import { beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { TimeLimit } from "../src/time-limit.ts";
import { requestToken } from "../src/token-request.ts";
import { fakeClock, fixChance, settle } from "./clock.ts";
import { never } from "./recording-fetch.ts";
import { exposedBy, rejection } from "./rejection.ts";
import { brokenBody, good, TOKEN_URL, tokenEndpoint } from "./token-endpoint.ts";

/** A limit of so many milliseconds; 0 for none. */
const limitOf = (ms: number, isInBackground = false): TimeLimit => new TimeLimit(0, ms, isInBackground);

/** A token endpoint that gives the answers one after another, and tells when it was asked for each. */
function answering(...answers: (() => Response | Promise<Response>)[]) {
  const startedAtMs = performance.now();
  const atMs: number[] = [];
  const { endpoint, sent } = tokenEndpoint(() => {
    atMs.push(performance.now() - startedAtMs);
    return (answers[sent.length - 1] ?? never)();
  });
  return { endpoint, sent, atMs };
}

const token = () => Response.json(good);
const status =
  (code: number, headers: Record<string, string> = {}, body: string | null = null) =>
  () =>
    new Response(body, { status: code, headers });
const noAnswer = () => Promise.reject(new TypeError("fetch failed"));

beforeEach(() => fakeClock());

describe("requestToken", () => {
  test("obtains a token with one request", async () => {
    const { endpoint, sent } = answering(token);

    expect(await requestToken(endpoint, limitOf(1000))).toMatchObject({ accessToken: "t0k3n" });
    expect(sent).toHaveLength(1);
  });

  test.each([
    { how: "429", failure: status(429), want: 4 },
    { how: "408", failure: status(408), want: 3 },
    { how: "500", failure: status(500), want: 3 },
    { how: "503 with HTML", failure: status(503, {}, "<html></html>"), want: 3 },
    { how: "599", failure: status(599), want: 3 },
    { how: "no response", failure: noAnswer, want: 3 },
    { how: "an answer that breaks off", failure: () => brokenBody(new TypeError("terminated")), want: 3 },
    { how: "what is not a response", failure: () => Promise.reject(null), want: 1 },
    { how: "302", failure: status(302), want: 1 },
    { how: "400", failure: status(400), want: 1 },
    { how: "401", failure: status(401), want: 1 },
    { how: "403", failure: status(403), want: 1 },
    { how: "404", failure: status(404), want: 1 },
    { how: "409", failure: status(409), want: 1 },
    { how: "428", failure: status(428), want: 1 },
    { how: "430", failure: status(430), want: 1 },
    { how: "499", failure: status(499), want: 1 },
    { how: "a success that is HTML", failure: status(200, {}, "<html></html>"), want: 1 },
    { how: "a success without a token", failure: status(200, {}, "{}"), want: 1 },
    { how: "a success with an empty body", failure: status(204), want: 1 },
  ])("makes $want requests in all where each brings $how", async ({ failure, want }) => {
    const { endpoint, sent } = answering(failure, failure, failure, failure, failure);

    const failed = rejection(requestToken(endpoint, limitOf(60_000)));
    await vi.runAllTimersAsync();

    expect(await failed).toHaveProperty("name", "AuthError");
    expect(sent).toHaveLength(want);
  });

  test("ends with the failure of its last try", async () => {
    const { endpoint } = answering(noAnswer, status(429), status(503, {}, '{"error":"last"}'));

    const failed = rejection(requestToken(endpoint, limitOf(60_000)));
    await vi.runAllTimersAsync();

    expect(await failed).toMatchObject({ status: 503, error: "last", message: "token endpoint: status 503: last" });
  });

  test("counts the tries together, whatever they end with", async () => {
    const { endpoint, sent } = answering(status(429), status(429), status(429), status(503));

    const failed = rejection(requestToken(endpoint, limitOf(60_000)));
    await vi.runAllTimersAsync();

    expect(await failed).toHaveProperty("status", 503);
    expect(sent).toHaveLength(4);
  });

  test("takes the token of a later try", async () => {
    const { endpoint, sent } = answering(status(429), noAnswer, token);

    const obtained = requestToken(endpoint, limitOf(60_000));
    await vi.runAllTimersAsync();

    expect(await obtained).toMatchObject({ accessToken: "t0k3n" });
    expect(sent).toHaveLength(3);
  });

  test("sends the same request with each try", async () => {
    const { endpoint, sent } = answering(status(429), token);

    const obtained = requestToken(endpoint, limitOf(60_000));
    await vi.runAllTimersAsync();
    await obtained;

    const [first, second] = sent.map(({ url, method, headers, body }) => [url, method, body, ...headers]);
    expect(first).toContain("grant_type=client_credentials");
    expect(second).toEqual(first);
  });

  test("makes one try where it is to try once", async () => {
    const { endpoint, sent } = answering(status(429), token);

    const failed = await rejection(requestToken(endpoint, limitOf(60_000, true)));

    expect(failed).toHaveProperty("status", 429);
    expect(sent).toHaveLength(1);
  });
});

describe("the wait before another try", () => {
  test.each([
    { chance: 0, want: [0, 0, 0, 0] },
    { chance: 0.5, want: [0, 500, 2500, 10_500] },
    { chance: 1, want: [0, 1000, 5000, 21_000] },
  ])("is uniform from 0 to 1 s, 4 s and 16 s, here at $chance of them", async ({ chance, want }) => {
    fixChance(chance);
    const { endpoint, atMs } = answering(status(429), status(429), status(429), status(429));

    const failed = rejection(requestToken(endpoint, limitOf(60_000)));
    await vi.runAllTimersAsync();
    await failed;

    expect(atMs).toEqual(want);
  });

  const now = new Date(Date.UTC(2026, 0, 1));
  const after = (ms: number) => new Date(now.getTime() + ms).toUTCString();

  test.each<{ given: Record<string, string>; want: number }>([
    { given: { "retry-after": "0" }, want: 0 },
    { given: { "retry-after": "3" }, want: 3000 },
    { given: { "retry-after": "16" }, want: 16_000 },
    { given: { "retry-after": "17" }, want: 16_000 },
    { given: { "retry-after": "3600" }, want: 16_000 },
    { given: { "retry-after": after(3000) }, want: 3000 },
    { given: { "retry-after": after(3_600_000) }, want: 16_000 },
    { given: { "retry-after": after(0) }, want: 0 },
    { given: { "retry-after": after(-3000) }, want: 0 },
    { given: { "retry-after": after(3_603_000), date: after(3_600_000) }, want: 3000 },
    { given: { "retry-after": after(3000), date: "no date" }, want: 3000 },
    { given: { "retry-after": "" }, want: 500 },
    { given: { "retry-after": "soon" }, want: 500 },
    { given: { "retry-after": "-1" }, want: 500 },
    { given: { "retry-after": "1.5 s" }, want: 500 },
  ])("is $want ms after $given", async ({ given, want }) => {
    fixChance(0.5);
    const { endpoint, atMs } = answering(status(503, given), token);

    const obtained = requestToken(endpoint, limitOf(60_000));
    await vi.runAllTimersAsync();
    await obtained;

    expect(atMs).toEqual([0, want]);
  });

  test.each([
    { limitMs: 2000, want: 1 },
    { limitMs: 2001, want: 2 },
  ])("is not begun where it would outlast the limit: 2000 ms of $limitMs", async ({ limitMs, want }) => {
    const { endpoint, sent } = answering(status(429, { "retry-after": "2" }), status(400));
    const settled = vi.fn();

    const failed = rejection(requestToken(endpoint, limitOf(limitMs))).finally(settled);
    await settle();
    const settledAtOnce = settled.mock.calls.length;
    await vi.runAllTimersAsync();

    await failed;
    expect(settledAtOnce).toBe(want === 1 ? 1 : 0);
    expect(sent).toHaveLength(want);
  });

  test("counts what earlier tries have taken", async () => {
    const { endpoint, sent } = answering(async () => {
      await vi.advanceTimersByTimeAsync(900);
      return status(429, { "retry-after": "2" })();
    }, token);

    const failed = await rejection(requestToken(endpoint, limitOf(2000)));

    expect(failed).toHaveProperty("status", 429);
    expect(sent).toHaveLength(1);
  });

  test("is begun where a call with more time has joined", async () => {
    const limit = limitOf(100);
    const { endpoint, sent } = answering(() => {
      limit.allow(5000);
      return status(429, { "retry-after": "2" })();
    }, token);

    const obtained = requestToken(endpoint, limit);
    await vi.runAllTimersAsync();

    expect(await obtained).toMatchObject({ accessToken: "t0k3n" });
    expect(sent).toHaveLength(2);
  });
});

describe("the limit of a token request", () => {
  test.each([
    { state: "no response comes", answer: never },
    { state: "the body stalls", answer: () => new Response(new ReadableStream({ pull: never })) },
  ])("ends it where $state, also if fetch ignores its signal", async ({ answer }) => {
    const { endpoint, sent } = answering(answer, answer);

    const failed = rejection(
      requestToken({ ...endpoint, tokenUrl: `${TOKEN_URL}?api_key=hunter2#part` }, limitOf(1000)),
    );
    await vi.advanceTimersByTimeAsync(1000);

    const error = await failed;
    const message = "token endpoint: no complete response within 1000 ms";
    const cause = {
      name: "TimeoutError",
      message,
      method: "POST",
      url: TOKEN_URL,
      outcome: "not-sent",
      timeoutMs: 1000,
    };
    expect(error).toMatchObject({ name: "AuthError", outcome: "not-sent", message, status: undefined, cause });
    expect(exposedBy(error)).not.toContain("hunter2");
    expect(sent.map(({ signal }) => signal?.aborted)).toEqual([true, true]);
  });

  test("ends it not a millisecond early", async () => {
    const { endpoint, sent } = answering(never);
    const settled = vi.fn();
    const failed = rejection(requestToken(endpoint, limitOf(1000))).finally(settled);

    await vi.advanceTimersByTimeAsync(999);
    const early = [settled.mock.calls.length, sent[1]?.signal?.aborted];
    await vi.advanceTimersByTimeAsync(1);

    await failed;
    expect(early).toEqual([0, false]);
  });

  test("bounds all tries and waits together", async () => {
    const { endpoint, sent } = answering(status(429, { "retry-after": "3" }), never);
    const settled = vi.fn();
    const failed = rejection(requestToken(endpoint, limitOf(5000))).finally(settled);

    await vi.advanceTimersByTimeAsync(4999);
    const early = [settled.mock.calls.length, sent.length];
    await vi.advanceTimersByTimeAsync(1);

    expect(await failed).toMatchObject({ name: "AuthError", cause: { name: "TimeoutError", timeoutMs: 5000 } });
    expect(early).toEqual([0, 3]);
  });

  test("is told of in whole milliseconds", async () => {
    const { endpoint } = answering(never);

    const failed = rejection(requestToken(endpoint, limitOf(1000.4)));
    await vi.advanceTimersByTimeAsync(1001);

    expect(await failed).toHaveProperty("message", "token endpoint: no complete response within 1000 ms");
  });

  test("of none lets it try without end, each try twice as long as the one before", async () => {
    const { endpoint, atMs } = answering(never);
    const settled = vi.fn();
    void requestToken(endpoint, limitOf(0)).finally(settled);

    await vi.advanceTimersByTimeAsync(100_000);

    expect(atMs).toEqual([0, 5000, 15_000, 35_000, 75_000]);
    expect(settled).not.toHaveBeenCalled();
  });

  test.each([
    { limitMs: 30_000, want: [0, 5000, 15_000] },
    { limitMs: 20_000, want: [0, 5000] },
    { limitMs: 9000, want: [0, 4500] },
    { limitMs: 1000, want: [0, 500] },
    { limitMs: 999, want: [0] },
  ])("of $limitMs ms has silent tries begin at $want", async ({ limitMs, want }) => {
    const { endpoint, atMs } = answering(never);

    const failed = rejection(requestToken(endpoint, limitOf(limitMs)));
    await vi.advanceTimersByTimeAsync(limitMs);

    expect(await failed).toMatchObject({ name: "AuthError", cause: { name: "TimeoutError", timeoutMs: limitMs } });
    expect(atMs).toEqual(want);
  });

  test("is that of one try in the background", async () => {
    const { endpoint, atMs } = answering(never);

    const failed = rejection(requestToken(endpoint, limitOf(5000, true)));
    await vi.advanceTimersByTimeAsync(5000);

    expect(await failed).toHaveProperty("name", "AuthError");
    expect(atMs).toEqual([0]);
  });

  test.each([
    { state: "a try is silent", answer: never },
    { state: "it waits for the next try", answer: status(429, { "retry-after": "5" }) },
  ])("does not hold it when nobody waits any more and $state", async ({ answer }) => {
    const { endpoint } = answering(answer);
    const limit = limitOf(20_000);
    const failed = rejection(requestToken(endpoint, limit));
    await settle();

    limit.abort();

    expect(await failed).toHaveProperty("name", "AbortError");
    expect(vi.getTimerCount()).toBe(0);
  });

  test.each([
    { when: "before it", join: (limit: TimeLimit, _: () => unknown) => limit.allow(5000) },
    { when: "during it", join: (limit: TimeLimit, begin: () => unknown) => [begin(), limit.allow(5000)] },
  ])("breaks a silent try off for another at once, where a call with more time has joined $when", async ({ join }) => {
    const limit = limitOf(100);
    const { endpoint, sent, atMs } = answering(never, token);
    let begun: ReturnType<typeof requestToken> | undefined;
    const begin = () => (begun ??= requestToken(endpoint, limit));

    join(limit, begin);
    const obtained = begin();
    await vi.advanceTimersByTimeAsync(2500);

    expect(await obtained).toMatchObject({ accessToken: "t0k3n" });
    expect([100, 2500]).toContain(atMs[1]);
    expect(sent.map(({ signal }) => signal?.aborted)).toEqual([true, false]);
  });

  test.each([
    { moreMs: 49, want: 1 },
    { moreMs: 50, want: 2 },
  ])("leaves it at $want tries, where a call with $moreMs ms more has joined", async ({ moreMs, want }) => {
    const limit = limitOf(100);
    const { endpoint, sent } = answering(never, never);
    const failed = rejection(requestToken(endpoint, limit));

    limit.allow(100 + moreMs);
    await vi.advanceTimersByTimeAsync(1000);

    await failed;
    expect(sent).toHaveLength(want);
  });

  test("gives the try after a wait the time of those who have joined", async () => {
    const limit = limitOf(600);
    const { endpoint, sent } = answering(status(429, { "retry-after": "0" }), async () => {
      await vi.advanceTimersByTimeAsync(700);
      return token();
    });
    const obtained = requestToken(endpoint, limit);

    limit.allow(5000);
    await vi.advanceTimersByTimeAsync(1000);

    expect(await obtained).toMatchObject({ accessToken: "t0k3n" });
    expect(sent).toHaveLength(2);
  });

  test("ends that other try too", async () => {
    const limit = limitOf(100);
    const { endpoint, sent } = answering(never, never);
    const failed = rejection(requestToken(endpoint, limit));

    limit.allow(5000);
    await vi.advanceTimersByTimeAsync(5000);

    expect(await failed).toHaveProperty("message", "token endpoint: no complete response within 5000 ms");
    expect(sent).toHaveLength(2);
  });

  test.each([
    { end: "a token", answer: token },
    { end: "an error", answer: status(401) },
    { end: "a failure", answer: noAnswer },
  ])("leaves no timer behind after $end", async ({ answer }) => {
    const { endpoint } = answering(answer);

    await requestToken(endpoint, limitOf(1000, true)).catch(() => {});

    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("the channel of token requests", () => {
  /** Listens until the test ends. */
  function listen() {
    const seen: { event: string; message: object }[] = [];
    const record = (event: string) => (message: unknown) => void seen.push({ event, message: { ...Object(message) } });
    const subscribers = { start: record("start"), error: record("error"), asyncEnd: record("asyncEnd") };
    const channel = tracingChannel("sinch-fetch:token");
    channel.subscribe(subscribers as Parameters<typeof channel.subscribe>[0]);
    onTestFinished(() => void channel.unsubscribe(subscribers as Parameters<typeof channel.subscribe>[0]));
    return seen;
  }

  test.each([true, false])(
    "shows where a token is asked for, and never the token (in the background: %s)",
    async (is) => {
      const seen = listen();
      const { endpoint } = answering(token);

      await requestToken({ ...endpoint, tokenUrl: `${TOKEN_URL}?tenant=s3cret` }, limitOf(1000, is));

      const message = { url: TOKEN_URL, isInBackground: is };
      expect(seen).toEqual([
        { event: "start", message },
        { event: "asyncEnd", message: { ...message, result: undefined } },
      ]);
    },
  );

  test("shows why there is none", async () => {
    const seen = listen();
    const { endpoint } = answering(status(401));

    const error = await rejection(requestToken(endpoint, limitOf(1000)));

    expect(seen.map(({ event }) => event)).toEqual(["start", "error", "asyncEnd"]);
    expect(seen.at(-1)?.message).toMatchObject({ url: TOKEN_URL, error });
  });
});
