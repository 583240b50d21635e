import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { within } from "../src/within.ts";
import { fakeClock } from "./clock.ts";
import { never } from "./recording-fetch.ts";
import { rejection } from "./rejection.ts";

const { signal } = new AbortController();

beforeEach(() => fakeClock());
// Before the clock is taken off, whose timers they stand in for.
afterEach(() => void vi.restoreAllMocks());

describe("within", () => {
  test.each([
    { isInBackground: true, want: false },
    { isInBackground: false, want: true },
  ])("has a timer that keeps the process alive: $want, in the background: $isInBackground", async (given) => {
    const setTimeout = vi.spyOn(globalThis, "setTimeout");

    const done = within(100, { signal, isInBackground: given.isInBackground }, never);
    const [timer] = setTimeout.mock.results.map(({ value }) => value);
    const keepsAlive = timer.hasRef();
    await vi.advanceTimersByTimeAsync(100);

    expect(keepsAlive).toBe(given.want);
    expect(await done).toBeUndefined();
  });

  test("needs no timer that can be released, and none without a limit", async () => {
    const timers = vi.spyOn(globalThis, "setTimeout").mockReturnValue(5 as never);

    const got = [
      await within(100, { signal, isInBackground: true }, async () => "limited"),
      await within(Number.POSITIVE_INFINITY, { signal, isInBackground: true }, async () => "unlimited"),
    ];

    expect(got).toEqual(["limited", "unlimited"]);
    expect(timers).toHaveBeenCalledTimes(1);
  });

  test("runs nothing where its signal was aborted before", async () => {
    const run = vi.fn(never);

    const failed = await rejection(within(100, { signal: AbortSignal.abort("over"), isInBackground: false }, run));

    expect(failed).toBe("over");
    expect(run).not.toHaveBeenCalled();
  });
});
