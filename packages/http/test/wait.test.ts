import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { wait } from "../src/chain/wait.ts";
import { httpRequest } from "./http-request.ts";
import { rejection } from "./rejection.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("wait", () => {
  test("ends after its time and not before", async () => {
    const done = vi.fn();
    const waiting = wait(100, httpRequest()).then(done);

    await vi.advanceTimersByTimeAsync(99);
    const early = done.mock.calls.length;
    await vi.advanceTimersByTimeAsync(1);
    await waiting;

    expect(early).toBe(0);
    expect(done).toHaveBeenCalledTimes(1);
  });

  test("ends at once with the caller's abort", async () => {
    const controller = new AbortController();
    const progress = { attempts: 2, outcome: "rejected" } as const;
    const failed = rejection(wait(100, httpRequest({ signal: controller.signal, ...progress })));

    controller.abort("left");

    const message = "POST https://api.test/v1/messages: aborted by the caller";
    expect(await failed).toMatchObject({ name: "AbortError", message, cause: "left", ...progress });
    expect(vi.getTimerCount()).toBe(0);
  });

  test("does not begin once the caller has aborted", async () => {
    const error = await rejection(wait(100, httpRequest({ signal: AbortSignal.abort("left") })));

    expect(error).toMatchObject({ name: "AbortError", cause: "left" });
    expect(vi.getTimerCount()).toBe(0);
  });

  test.each([
    { end: "its own", ms: 10, isAborted: false },
    { end: "the abort of the caller", ms: 100, isAborted: true },
  ])("leaves no timer for the deadline after $end", async ({ ms, isAborted }) => {
    const controller = new AbortController();
    const request = httpRequest({ signal: controller.signal, deadlineMs: 1000, startedAtMs: performance.now() });
    const ended = wait(ms, request).catch(() => {});

    await vi.advanceTimersByTimeAsync(10);
    if (isAborted) controller.abort();
    await ended;

    expect(vi.getTimerCount()).toBe(0);
  });

  test("leaves no listener behind", async () => {
    const { signal } = new AbortController();
    const added = vi.spyOn(signal, "addEventListener");
    const removed = vi.spyOn(signal, "removeEventListener");

    const waiting = wait(100, httpRequest({ signal }));
    await vi.advanceTimersByTimeAsync(100);
    await waiting;

    expect(added).toHaveBeenCalledTimes(1);
    expect(removed.mock.calls).toEqual(added.mock.calls);
  });
});
