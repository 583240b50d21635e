import { onTestFinished, vi } from "vitest";

/** Puts the running test on a fake clock. */
export function fakeClock(now: number = Date.UTC(2026, 0, 1)): void {
  vi.useFakeTimers({ now });
  onTestFinished(() => void vi.useRealTimers());
}

/** Lets every promise that can settle do so. */
export const settle = () => vi.advanceTimersByTimeAsync(0);

/** Fixes chance for the running test: 0 for the shortest of its waits, nearly 1 for the longest. */
export function fixChance(value: number): void {
  const random = vi.spyOn(Math, "random").mockReturnValue(value);
  onTestFinished(() => random.mockRestore());
}
