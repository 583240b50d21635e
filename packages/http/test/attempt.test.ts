import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { attemptWith } from "../src/chain/attempt.ts";
import type { Auth, CallDetails } from "../src/chain/auth.ts";
import type { FetchMiddleware, HttpRequest, HttpSend } from "../src/chain/request.ts";
import { ConnectionError, isConnectionError, SinchFetchError, TimeoutError } from "../src/errors/errors.ts";
import type { Outcome } from "../src/errors/outcome.ts";
import { httpRequest } from "./http-request.ts";
import { never } from "./recording-fetch.ts";
import { rejection } from "./rejection.ts";

const ONE_DAY_MS = 86_400_000;

const authOf = (authorize: FetchMiddleware): Auth => ({ scheme: "bearer", authorize });
const passOn = authOf((request, next) => next(request));

/** Makes an attempt by a sender. */
const timeout = (request: HttpRequest, send: HttpSend) => attemptWith(passOn, send)(request);

/** Makes an attempt that has come as far as `outcome` and is then stuck for ever, whatever becomes of its signal. */
const stuckAt = (outcome: Outcome, request: HttpRequest): Promise<Response> => {
  if (outcome === "unknown") return timeout(request, never);
  const authorize: FetchMiddleware = async (given, next) => {
    if (outcome === "rejected") await next(given);
    return never();
  };
  return attemptWith(authOf(authorize), async () => new Response(null, { status: 401 }))(request);
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
    const failure = new ConnectionError("thrown", { outcome: "unknown" });
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
    { outcome: "unknown", want: "POST https://api.test/v1/messages: no complete response within 1000 ms" },
  ] as const)("ends an attempt that is stuck when its failure means $outcome", async ({ outcome, want }) => {
    const failed = rejection(stuckAt(outcome, httpRequest()));
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
      const failed = rejection(stuckAt(outcome, httpRequest({ signal })));

      await vi.advanceTimersByTimeAsync(0);
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

describe("a signal", () => {
  test("is made only where there is something to abort", async () => {
    const signals: unknown[] = [];
    const send: HttpSend = async ({ signal }) => {
      signals.push(signal);
      return new Response();
    };

    await timeout(httpRequest({ timeoutMs: 0 }), send);
    await timeout(httpRequest({ timeoutMs: 5 }), send);
    await timeout(httpRequest({ timeoutMs: 0, signal: new AbortController().signal }), send);

    expect(signals).toEqual([null, expect.any(AbortSignal), expect.any(AbortSignal)]);
  });
});

describe("what a credential throws", () => {
  const throwing = (thrown: unknown, when: "at once" | "after a 401" | "after a success" = "at once") => {
    const authorize: FetchMiddleware = async (request, next) => {
      if (when !== "at once") await next(request);
      throw thrown;
    };
    return attemptWith(
      authOf(authorize),
      async () => new Response(null, { status: when === "after a 401" ? 401 : 200 }),
    );
  };

  test.each([
    { when: "at once", want: "not-sent" },
    { when: "after a 401", want: "rejected" },
    { when: "after a success", want: "unknown" },
  ] as const)("$when becomes the cause of an error of the call whose outcome is $want", async ({ when, want }) => {
    const thrown = Object.freeze(new Error("the vault is away"));

    const error = await rejection(throwing(thrown, when)(httpRequest({ attempts: 2 })));

    const call = { method: "POST", url: "https://api.test/v1/messages", attempts: 2, outcome: want };
    expect(error).toBeInstanceOf(SinchFetchError);
    expect(error).toMatchObject({ ...call, message: "POST https://api.test/v1/messages: auth failed" });
    expect(error).toHaveProperty("cause", thrown);
  });

  test.each([
    { thrown: new ConnectionError("vault", { outcome: "not-sent" }), want: "ConnectionError" },
    { thrown: new TimeoutError("vault", { outcome: "unknown", timeoutMs: 7 }), want: "TimeoutError" },
    { thrown: new SinchFetchError("vault", { outcome: "unknown" }), want: "SinchFetchError" },
    { thrown: "a text", want: "SinchFetchError" },
    { thrown: null, want: "SinchFetchError" },
  ])("makes $thrown a $want of the call and leaves it unchanged", async ({ thrown, want }) => {
    const before = JSON.stringify(thrown);
    Object.freeze(thrown);
    const attempt = throwing(thrown);

    const errors = await Promise.all([
      rejection(attempt(httpRequest({ attempts: 1 }))),
      rejection(attempt(httpRequest({ attempts: 3, outcome: "rejected" }))),
    ]);

    expect(errors).toMatchObject([
      { name: want, attempts: 1, outcome: "not-sent" },
      { name: want, attempts: 3, outcome: "rejected" },
    ]);
    expect(errors.map((error) => Object(error).cause)).toEqual([thrown, thrown]);
    expect(JSON.stringify(thrown)).toBe(before);
  });

  test("keeps the limit of a TimeoutError", async () => {
    const thrown = new TimeoutError("vault", { outcome: "unknown", timeoutMs: 7 });

    expect(await rejection(throwing(thrown)(httpRequest()))).toMatchObject({ timeoutMs: 7 });
  });

  test("makes the error of the call, where it is a failure that knows how", async () => {
    const failure = { errorOf: (call: CallDetails) => new ConnectionError("no token", call) };

    const error = await rejection(throwing(failure, "after a 401")(httpRequest({ attempts: 2 })));

    expect(isConnectionError(error)).toBe(true);
    expect(error).toMatchObject({ message: "no token", method: "POST", attempts: 2, outcome: "rejected" });
  });

  test("passes through as it is where a framework steers by it", async () => {
    const thrown = Object.assign(new Error("Dynamic server usage"), { digest: "DYNAMIC_SERVER_USAGE" });

    expect(await rejection(throwing(thrown)(httpRequest()))).toBe(thrown);
  });

  test.each([undefined, null, {}, 4])("that returns %s instead of a response is named", async (given) => {
    const auth = authOf(async () => given as Response);

    const error = await rejection(attemptWith(auth, never)(httpRequest()));

    expect(error).toMatchObject({ cause: { message: expect.stringContaining("auth.authorize returned ") } });
  });
});

describe("an exchange", () => {
  test("is given what the exchanges before it left behind", async () => {
    const outcomes: Outcome[] = [];
    const twice = authOf(async (request, next) => {
      await next(request);
      return next(request);
    });
    const attempt = attemptWith(twice, async ({ outcome }) => {
      outcomes.push(outcome);
      return new Response(null, { status: 401 });
    });

    await attempt(httpRequest());

    expect(outcomes).toEqual(["not-sent", "rejected"]);
  });

  test("is not begun once the attempt has ended", async () => {
    const send = vi.fn(never);
    const late = authOf(async (request, next) => {
      await new Promise((resolve) => setTimeout(resolve, 2000));
      return next(request);
    });

    const failed = rejection(attemptWith(late, send)(httpRequest()));
    await vi.advanceTimersByTimeAsync(5000);

    expect(await failed).toMatchObject({ name: "TimeoutError", outcome: "not-sent" });
    expect(send).not.toHaveBeenCalled();
  });
});
