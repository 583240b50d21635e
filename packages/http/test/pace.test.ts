import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { paceWith } from "../src/chain/pace.ts";
import { httpRequest } from "./http-request.ts";
import { rejection } from "./rejection.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

let projects = 0;
/** A project that no other test has paced. */
const project = (): string => `project-${projects++}`;

/** Records when requests go out, from now on. */
function departures() {
  const begunAtMs = performance.now();
  const atMs: number[] = [];
  const next = async (): Promise<Response> => {
    atMs.push(performance.now() - begunAtMs);
    return new Response();
  };
  return { atMs, next };
}

describe("paceWith", () => {
  test("lets the first request go at once and spaces the others evenly", async () => {
    const pace = paceWith(project(), 4);
    const { atMs, next } = departures();

    for (let i = 0; i < 5; i++) void pace(httpRequest(), next);
    await vi.advanceTimersByTimeAsync(10_000);

    expect(atMs).toEqual([0, 250, 500, 750, 1000]);
  });

  test("lets no request go early where the interval is no whole number of milliseconds", async () => {
    const pace = paceWith(project(), 800);
    const { atMs, next } = departures();

    for (let i = 0; i < 1600; i++) void pace(httpRequest(), next);
    await vi.advanceTimersByTimeAsync(10_000);

    expect(atMs).toHaveLength(1600);
    for (const [index, at] of atMs.entries()) {
      expect(at).toBeGreaterThanOrEqual(index * 1.25 - 1e-6);
      expect(at).toBeLessThan(index * 1.25 + 2);
    }
  });

  test("saves up nothing while no request comes", async () => {
    const pace = paceWith(project(), 10);
    await pace(httpRequest(), async () => new Response());
    await vi.advanceTimersByTimeAsync(60_000);
    const { atMs, next } = departures();

    for (let i = 0; i < 3; i++) void pace(httpRequest(), next);
    await vi.advanceTimersByTimeAsync(1000);

    expect(atMs).toEqual([0, 100, 200]);
  });

  test.each([
    { deadlineMs: 250, want: [0, 100, 200] },
    { deadlineMs: 150, want: [0, 100] },
  ])("counts the turns that are left when one was given back, with a deadline of $deadlineMs ms", async (given) => {
    const pace = paceWith(project(), 10);
    const { atMs, next } = departures();
    const controller = new AbortController();
    const calls = [{}, { signal: controller.signal }, {}].map((options) =>
      pace(httpRequest(options), next).catch(() => {}),
    );
    controller.abort();
    const { deadlineMs } = given;
    let failed: unknown;
    const last = pace(httpRequest({ deadlineMs, startedAtMs: performance.now() }), next).catch((error) => {
      failed = error;
    });
    await vi.advanceTimersByTimeAsync(0);

    expect(failed !== undefined).toBe(given.want.length === 2);
    await vi.advanceTimersByTimeAsync(1000);
    await Promise.all([...calls, last]);
    expect(atMs).toEqual(given.want);
  });

  test("has one schedule for the clients of a project", async () => {
    const id = project();
    const [one, other] = [paceWith(id, 10), paceWith(id, 10)];
    const { atMs, next } = departures();

    for (const pace of [one, other, one, other]) void pace(httpRequest(), next);
    await vi.advanceTimersByTimeAsync(1000);

    expect(atMs).toEqual([0, 100, 200, 300]);
  });

  test("gives clients of one project with different rates each the room of its own", async () => {
    const id = project();
    const [slow, fast] = [paceWith(id, 2), paceWith(id, 10)];
    const { atMs, next } = departures();

    for (const pace of [slow, fast, slow, fast]) void pace(httpRequest(), next);
    await vi.advanceTimersByTimeAsync(5000);

    expect(atMs).toEqual([0, 500, 600, 1100]);
  });

  test("has a schedule for each project", async () => {
    const { atMs, next } = departures();

    for (const pace of [paceWith(project(), 1), paceWith(project(), 1)]) void pace(httpRequest(), next);
    await vi.advanceTimersByTimeAsync(0);

    expect(atMs).toEqual([0, 0]);
  });

  test("refuses a turn that comes after the deadline, and takes none", async () => {
    const pace = paceWith(project(), 1);
    const { atMs, next } = departures();
    void pace(httpRequest(), next);

    const error = await rejection(pace(httpRequest({ deadlineMs: 900 }), next));
    void pace(httpRequest(), next);
    await vi.advanceTimersByTimeAsync(5000);

    const message = "POST https://api.test/v1/messages: no turn within 900 ms";
    expect(error).toMatchObject({ name: "TimeoutError", message, outcome: "not-sent", timeoutMs: 900 });
    expect(atMs).toEqual([0, 1000]);
  });

  test("gives a turn that comes with the deadline, however long this process has run", async () => {
    await vi.advanceTimersByTimeAsync(5000);
    const pace = paceWith(project(), 1);
    const { atMs, next } = departures();

    void pace(httpRequest(), next);
    void pace(httpRequest({ deadlineMs: 1000 }), next);
    await vi.advanceTimersByTimeAsync(5000);

    expect(atMs).toEqual([0, 1000]);
  });

  test("ends a wait at once with the caller's abort", async () => {
    const pace = paceWith(project(), 1);
    const { atMs, next } = departures();
    const controller = new AbortController();
    void pace(httpRequest(), next);

    const failed = rejection(pace(httpRequest({ signal: controller.signal }), next));
    controller.abort("left");

    expect(await failed).toMatchObject({ name: "AbortError", outcome: "not-sent", cause: "left" });
    await vi.advanceTimersByTimeAsync(5000);
    expect(atMs).toEqual([0]);
  });

  test("gives back the turns of calls that are aborted while they wait", async () => {
    const pace = paceWith(project(), 10);
    const { atMs, next } = departures();
    const controller = new AbortController();
    void pace(httpRequest(), next);

    const aborted = Array.from({ length: 1000 }, () =>
      rejection(pace(httpRequest({ signal: controller.signal }), next)),
    );
    void pace(httpRequest(), next);
    controller.abort();
    await Promise.all(aborted);
    await vi.advanceTimersByTimeAsync(1000);

    expect(atMs).toEqual([0, 100]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("gives no turn to a call that was aborted before it began", async () => {
    const pace = paceWith(project(), 10);
    const { atMs, next } = departures();

    const error = await rejection(pace(httpRequest({ signal: AbortSignal.abort("before") }), next));
    void pace(httpRequest(), next);
    void pace(httpRequest(), next);
    await vi.advanceTimersByTimeAsync(1000);

    expect(error).toMatchObject({ name: "AbortError", outcome: "not-sent", cause: "before" });
    expect(atMs).toEqual([0, 100]);
  });

  test("keeps no timer once nobody waits", async () => {
    const pace = paceWith(project(), 1);
    const { next } = departures();
    const controller = new AbortController();
    await pace(httpRequest(), next);
    const failed = rejection(pace(httpRequest({ signal: controller.signal }), next));

    controller.abort();
    await failed;

    expect(vi.getTimerCount()).toBe(0);
  });

  test("makes up for late timers, and not for a standstill of the process", async () => {
    const pace = paceWith(project(), 10);
    const { atMs, next } = departures();
    for (let i = 0; i < 5; i++) void pace(httpRequest(), next);
    const now = vi.spyOn(performance, "now").mockReturnValue(performance.now() + 3_600_000);

    await vi.advanceTimersByTimeAsync(100);

    expect(atMs).toHaveLength(2);
    now.mockRestore();
  });
});
