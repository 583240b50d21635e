import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { brakeOf } from "../src/run/brake.ts";

const signal = new AbortController().signal;
const away = Object.assign(new Error("away"), { outcome: "not-sent" });
const status = (code: number) => Object.assign(new Error(`${code}`), { status: code });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** How long the next request waits, in milliseconds. */
async function waitOf(brake: ReturnType<typeof brakeOf>): Promise<number> {
  const beganAtMs = performance.now();
  const waiting = brake.wait(signal).then(() => performance.now() - beganAtMs);
  await vi.runAllTimersAsync();
  return waiting;
}

test("does not hold back what was not in trouble", async () => {
  expect(await waitOf(brakeOf())).toBe(0);
});

test("waits twice as long each time in a row, and ends the run at the sixth", async () => {
  const brake = brakeOf();
  const waits: number[] = [];
  for (let failure = 1; failure <= 5; failure++) {
    brake.failed(away, { stop: false });
    waits.push(await waitOf(brake));
  }

  expect(waits).toEqual([500, 1000, 2000, 4000, 8000]);
  expect(() => brake.failed(away, { stop: false })).toThrow(away);
});

test("counts what met trouble together once", async () => {
  const brake = brakeOf();
  for (let failure = 1; failure <= 8; failure++) brake.failed(away, { stop: false });

  expect(await waitOf(brake)).toBe(500);
});

test("begins anew after a success", async () => {
  const brake = brakeOf();
  for (let failure = 1; failure <= 5; failure++) {
    brake.failed(away, { stop: false });
    await waitOf(brake);
  }
  brake.succeeded();
  brake.failed(away, { stop: false });

  expect(await waitOf(brake)).toBe(500);
});

test("never ends the run for 429, and waits a minute at most of its own", async () => {
  const brake = brakeOf();
  const waits: number[] = [];
  for (let failure = 1; failure <= 10; failure++) {
    brake.failed(status(429), { stop: false });
    waits.push(await waitOf(brake));
  }

  expect(waits.slice(5)).toEqual([16_000, 32_000, 60_000, 60_000, 60_000]);
});

test("waits as long as a response asks, if that is longer", async () => {
  const brake = brakeOf();
  brake.failed(status(429), { stop: false, retryAfterMs: 90_000 });
  expect(await waitOf(brake)).toBe(90_000);

  brake.succeeded();
  brake.failed(status(429), { stop: false, retryAfterMs: 0 });
  expect(await waitOf(brake)).toBe(500);
});

test("takes one refused token, and not two", async () => {
  const brake = brakeOf();
  brake.failed(status(401), { stop: false });
  await waitOf(brake);

  expect(() => brake.failed(status(401), { stop: false })).toThrow("401");
});

test("ends the run at once for what each chunk would meet", () => {
  expect(() => brakeOf().failed(status(403), { stop: true })).toThrow("403");
});

test("lets go of who waits when the run ends", async () => {
  const controller = new AbortController();
  const brake = brakeOf();
  brake.failed(away, { stop: false });
  const waiting = brake.wait(controller.signal);
  controller.abort(new Error("enough"));

  await expect(waiting).rejects.toThrow("enough");
  expect(vi.getTimerCount()).toBe(0);
});
