import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { queueOf, queueWith } from "../src/chain/queue.ts";
import { httpRequest } from "./http-request.ts";
import { rejection } from "./rejection.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Requests that go on until they are ended one by one, in the order in which they began. */
function held() {
  const ends: (() => void)[] = [];
  const begun: string[] = [];
  const next = ({ url }: { url: string }): Promise<Response> => {
    begun.push(url);
    return new Promise((resolve) => ends.push(() => resolve(new Response())));
  };
  const end = async () => {
    ends.shift()?.();
    await vi.advanceTimersByTimeAsync(0);
  };
  return { begun, next, end };
}

describe("queueWith", () => {
  test("lets so many requests be under way and no more, in their order", async () => {
    const limited = queueWith(queueOf(), 2);
    const { begun, next, end } = held();
    const calls = ["a", "b", "c", "d"].map((url) => limited(httpRequest({ url }), next));
    await vi.advanceTimersByTimeAsync(0);

    const first = [...begun];
    await end();
    const second = [...begun];
    await end();
    await end();
    await end();
    await Promise.all(calls);

    expect([first, second, begun]).toEqual([
      ["a", "b"],
      ["a", "b", "c"],
      ["a", "b", "c", "d"],
    ]);
  });

  test("lets no call pass another that waits, though its own client has room", async () => {
    const queue = queueOf();
    const [narrow, wide] = [queueWith(queue, 1), queueWith(queue, 2)];
    const { begun, next, end } = held();
    const calls = [
      narrow(httpRequest({ url: "a" }), next),
      narrow(httpRequest({ url: "b" }), next),
      wide(httpRequest({ url: "c" }), next),
    ];
    await vi.advanceTimersByTimeAsync(0);

    const first = [...begun];
    for (const _ of calls) await end();
    await Promise.all(calls);

    expect([first, begun]).toEqual([["a"], ["a", "b", "c"]]);
  });

  test("gives a place free that ends in a failure", async () => {
    const queue = queueOf();
    const limited = queueWith(queue, 1);

    const errors = await Promise.all(
      [1, 2].map(() => rejection(limited(httpRequest(), () => Promise.reject("failed")))),
    );

    expect(errors).toEqual(["failed", "failed"]);
    expect(queue).toEqual({ running: 0, waiting: new Set() });
  });

  test("lets a call leave at once that is aborted while it waits", async () => {
    const queue = queueOf();
    const limited = queueWith(queue, 1);
    const { begun, next, end } = held();
    const controller = new AbortController();
    const calls = [limited(httpRequest({ url: "a" }), next), limited(httpRequest({ url: "c" }), next)];
    const failed = rejection(limited(httpRequest({ url: "b", signal: controller.signal }), next));

    controller.abort("left");

    expect(await failed).toMatchObject({ name: "AbortError", outcome: "not-sent", cause: "left" });
    expect(queue.waiting.size).toBe(1);
    await end();
    await end();
    await Promise.all(calls);
    expect(begun).toEqual(["a", "c"]);
  });

  test("counts the wait towards the deadline", async () => {
    const queue = queueOf();
    const limited = queueWith(queue, 1);
    const { next, end } = held();
    const first = limited(httpRequest(), next);
    const failed = rejection(limited(httpRequest({ deadlineMs: 300 }), next));

    await vi.advanceTimersByTimeAsync(300);

    const message = "POST https://api.test/v1/messages: no turn within 300 ms";
    expect(await failed).toMatchObject({ name: "TimeoutError", message, outcome: "not-sent" });
    expect(queue.waiting.size).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
    await end();
    await first;
  });
});
