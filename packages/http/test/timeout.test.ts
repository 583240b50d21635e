import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ConnectionError } from "../src/errors.ts";
import type { HttpRequest, Progress } from "../src/fetch.ts";
import { timeout } from "../src/timeout.ts";
import { httpRequest } from "./http-request.ts";
import { never } from "./recording-fetch.ts";
import { rejection } from "./rejection.ts";

const ONE_DAY_MS = 86_400_000;

/** A sender that has come as far as `outcome` and then ignores its signal for ever. */
const stuckAt = (outcome: Progress["outcome"]) => (request: HttpRequest) => {
  request.progress.outcome = outcome;
  return never();
};

function watchedSignal() {
  const controller = new AbortController();
  const added = vi.spyOn(controller.signal, "addEventListener");
  const removed = vi.spyOn(controller.signal, "removeEventListener");
  const isRemoved = (listener: unknown) => removed.mock.calls.some(([, other]) => other === listener);
  const listeners = () => added.mock.calls.filter(([, listener]) => !isRemoved(listener)).length;
  return { controller, signal: controller.signal, added, listeners };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("timeout", () => {
  test("returns the answer that comes in time", async () => {
    const answer = new Response();

    const response = await timeout(httpRequest(), async () => answer);

    expect(response).toBe(answer);
  });

  test("hands on the failure that comes in time", async () => {
    const failure = new ConnectionError("refused", { outcome: "not-sent" });

    const error = await rejection(timeout(httpRequest(), async () => Promise.reject(failure)));

    expect(error).toBe(failure);
  });

  test("hands on a failure that is thrown and not rejected", async () => {
    const failure = new Error("thrown");
    const next = () => {
      throw failure;
    };

    const error = await rejection(timeout(httpRequest(), next));

    expect(error).toBe(failure);
    expect(vi.getTimerCount()).toBe(0);
  });

  test.each([
    { outcome: "not-sent", want: "POST https://api.test/v1/messages: no access token within 1000 ms" },
    { outcome: "rejected", want: "POST https://api.test/v1/messages: no access token within 1000 ms" },
    { outcome: "unknown", want: "POST https://api.test/v1/messages: no complete answer within 1000 ms" },
  ] as const)("ends an attempt that is stuck when its failure means $outcome", async ({ outcome, want }) => {
    const failed = rejection(timeout(httpRequest(), stuckAt(outcome)));
    await vi.advanceTimersByTimeAsync(1000);

    const request = { method: "POST", url: "https://api.test/v1/messages" };
    expect(await failed).toMatchObject({ name: "TimeoutError", message: want, outcome, timeoutMs: 1000, ...request });
  });

  test("ends an attempt not a millisecond early", async () => {
    let settled = false;
    const failed = rejection(timeout(httpRequest(), never)).finally(() => {
      settled = true;
    });

    await vi.advanceTimersByTimeAsync(999);
    const early = settled;
    await vi.advanceTimersByTimeAsync(1);

    expect(early).toBe(false);
    expect(await failed).toMatchObject({ name: "TimeoutError" });
  });

  test("sets no limit for 0", async () => {
    const settled = vi.fn();
    void timeout(httpRequest({ timeoutMs: 0 }), never).finally(settled);

    await vi.advanceTimersByTimeAsync(ONE_DAY_MS);

    expect(vi.getTimerCount()).toBe(0);
    expect(settled).not.toHaveBeenCalled();
  });

  test("aborts what is inside with the error that the call ends with", async () => {
    let inner: AbortSignal | null = null;
    const next = ({ signal }: HttpRequest) => {
      inner = signal;
      return never();
    };

    const failed = rejection(timeout(httpRequest(), next));
    await vi.advanceTimersByTimeAsync(1000);

    const error = await failed;
    expect(inner).toMatchObject({ aborted: true, reason: error });
  });

  test("leaves what is inside alone after it has answered", async () => {
    let inner: AbortSignal | null = null;
    const { controller, signal } = watchedSignal();
    await timeout(httpRequest({ signal }), async (request) => {
      inner = request.signal;
      return new Response();
    });

    controller.abort();
    await vi.advanceTimersByTimeAsync(ONE_DAY_MS);

    expect(inner).toMatchObject({ aborted: false });
  });

  test("ignores how what is inside ends after the time is up", async () => {
    const next = ({ signal }: HttpRequest) =>
      new Promise<Response>((_, reject) => signal?.addEventListener("abort", () => reject(new Error("late"))));

    const failed = rejection(timeout(httpRequest(), next));
    await vi.advanceTimersByTimeAsync(1000);

    expect(await failed).toMatchObject({ name: "TimeoutError" });
  });

  test("refuses to start for a signal that is aborted already", async () => {
    const next = vi.fn(never);
    const reason = new Error("user left");
    const { controller, signal, added } = watchedSignal();
    controller.abort(reason);

    const error = await rejection(timeout(httpRequest({ signal }), next));

    expect(error).toMatchObject({ name: "AbortError", outcome: "not-sent", cause: reason });
    expect(error).toHaveProperty("message", "POST https://api.test/v1/messages: aborted by the caller");
    expect(next).not.toHaveBeenCalled();
    expect(added).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });

  test.each([{ outcome: "not-sent" }, { outcome: "rejected" }, { outcome: "unknown" }] as const)(
    "ends at the caller's abort an attempt whose failure means $outcome",
    async ({ outcome }) => {
      const reason = new Error("user left");
      const { controller, signal } = watchedSignal();
      const failed = rejection(timeout(httpRequest({ signal }), stuckAt(outcome)));

      controller.abort(reason);

      expect(await failed).toMatchObject({ name: "AbortError", outcome, cause: reason });
    },
  );

  test("tells by the cause why the caller's signal was aborted", async () => {
    const { controller, signal } = watchedSignal();
    const failed = rejection(timeout(httpRequest({ signal }), never));

    controller.abort();

    expect(await failed).toMatchObject({ cause: { name: "AbortError", constructor: DOMException } });
  });

  test.each([
    { end: "an answer", next: async () => new Response() },
    { end: "a failure", next: async () => Promise.reject(new Error("failed")) },
    { end: "a timeout", next: never },
  ])("leaves no timer and no listener behind after $end", async ({ next }) => {
    const { signal, added, listeners } = watchedSignal();

    const settled = timeout(httpRequest({ signal }), next).catch(() => {});
    await vi.advanceTimersByTimeAsync(1000);
    await settled;

    expect(added).toHaveBeenCalledTimes(1);
    expect(listeners()).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("leaves no timer and no listener behind after the caller's abort", async () => {
    const { controller, signal, added, listeners } = watchedSignal();

    const settled = rejection(timeout(httpRequest({ signal }), never));
    controller.abort();
    await settled;

    expect(added).toHaveBeenCalledTimes(1);
    expect(listeners()).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  describe("within a deadline", () => {
    test.each([
      { timeoutMs: 1000, deadlineMs: 400, spentMs: 0, want: 400, named: 400 },
      { timeoutMs: 1000, deadlineMs: 5000, spentMs: 4500, want: 500, named: 5000 },
      { timeoutMs: 1000, deadlineMs: 5000, spentMs: 4999, want: 1, named: 5000 },
      { timeoutMs: 1000, deadlineMs: 5000, spentMs: 0, want: 1000, named: 1000 },
      { timeoutMs: 0, deadlineMs: 300, spentMs: 100, want: 200, named: 300 },
      { timeoutMs: 400, deadlineMs: 400, spentMs: 0, want: 400, named: 400 },
    ])(
      "of $deadlineMs ms, $spentMs of them spent, ends after $want ms",
      async ({ spentMs, want, named, ...limits }) => {
        const startedAtMs = performance.now() - spentMs;
        const begunAtMs = performance.now();

        const failed = rejection(timeout(httpRequest({ ...limits, startedAtMs }), never)).then((error) => ({
          error,
          afterMs: performance.now() - begunAtMs,
        }));
        await vi.advanceTimersByTimeAsync(10_000);

        const { error, afterMs } = await failed;
        expect(error).toMatchObject({ name: "TimeoutError", timeoutMs: named });
        expect(afterMs).toBe(want);
      },
    );

    test.each([{ spentMs: 300 }, { spentMs: 301 }])(
      "begins nothing once $spentMs ms are spent",
      async ({ spentMs }) => {
        const next = vi.fn(never);
        const startedAtMs = performance.now() - spentMs;

        const error = await rejection(timeout(httpRequest({ deadlineMs: 300, startedAtMs }), next));

        const message = "POST https://api.test/v1/messages: no attempt within 300 ms";
        expect(error).toMatchObject({ name: "TimeoutError", message, outcome: "not-sent", timeoutMs: 300 });
        expect(next).not.toHaveBeenCalled();
      },
    );

    test.each([
      { limits: { timeoutMs: 1000, deadlineMs: 400 }, want: 400 },
      { limits: { timeoutMs: 1000, deadlineMs: 400 }, spentMs: 0.5, want: 400 },
      { limits: { timeoutMs: 1000, deadlineMs: 5000 }, want: 1000 },
      { limits: { timeoutMs: 0, deadlineMs: 0 }, want: 0 },
    ])("of $limits hands on $want ms as the limit of the attempt", async ({ limits, spentMs = 0, want }) => {
      const startedAtMs = performance.now() - spentMs;
      const given: number[] = [];

      await timeout(httpRequest({ ...limits, startedAtMs }), async ({ timeoutMs }) => {
        given.push(timeoutMs);
        return new Response();
      });

      expect(given).toEqual([want]);
    });
  });
});
