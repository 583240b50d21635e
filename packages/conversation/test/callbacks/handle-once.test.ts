import { describe, expect, test, vi } from "vitest";
import { type CallbackHandlerOptions, callbackHandler } from "../../src/callbacks/callback-handler.ts";
import { memoryNonceStore } from "../../src/callbacks/nonce-store.ts";
import { signedNow } from "./signed.ts";

const secret = "marble-otter-42";
const body = '{"app_id":"kayak","message_delivery_report":{"message_id":"m-1","status":"READ"}}';
const delivery = () => new Request("https://shop.test/", { method: "POST", headers: signedNow(body), body });
const never = new Promise<never>(() => {});

/** One host of several: its own handler, with errors kept. */
function host(
  nonceStore: CallbackHandlerOptions["nonceStore"],
  MESSAGE_DELIVERY: () => unknown,
  handlerTimeoutMs = 5000,
) {
  const errors: unknown[] = [];
  const onError = (error: unknown) => errors.push(error);
  return {
    handle: callbackHandler({ secret, on: { MESSAGE_DELIVERY }, nonceStore, handlerTimeoutMs, onError }),
    errors,
  };
}

describe("two hosts with one store", () => {
  test("never handle one delivery at once", async () => {
    const nonceStore = memoryNonceStore();
    const work = Promise.withResolvers<void>();
    const first = vi.fn(() => work.promise);
    const second = vi.fn();
    const one = host(nonceStore, first);
    const two = host(nonceStore, second);

    const response = one.handle(delivery());
    await vi.waitFor(() => expect(first).toHaveBeenCalledOnce(), 10_000);
    const meanwhile = await two.handle(delivery());
    work.resolve();

    expect([meanwhile.status, meanwhile.headers.get("retry-after")]).toEqual([503, "5"]);
    expect((await response).status).toBe(200);
    expect((await two.handle(delivery())).status).toBe(200);
    expect(second).not.toHaveBeenCalled();
    expect([...one.errors, ...two.errors]).toEqual([expect.objectContaining({ reason: "nonce-reused" })]);
  });

  test("share what failed: the other may handle it", async () => {
    const nonceStore = memoryNonceStore();
    const second = vi.fn();

    expect((await host(nonceStore, () => Promise.reject(new Error("down"))).handle(delivery())).status).toBe(500);
    expect((await host(nonceStore, second).handle(delivery())).status).toBe(200);
    expect(second).toHaveBeenCalledOnce();
  });

  test("do not repeat what one handled between the look and the claim of the other", async () => {
    const shared = memoryNonceStore();
    const second = vi.fn();
    let looks = 0;
    const slow = {
      ...shared,
      async has(key: string) {
        const known = shared.has(key);
        if (looks++ === 0) await host(shared, () => {}).handle(delivery());
        return known;
      },
    };

    expect((await host(slow, second).handle(delivery())).status).toBe(200);
    expect(second).not.toHaveBeenCalled();
  });

  test("wait for a crashed one until its claim ends", async () => {
    let clockMs = Date.now();
    const now = () => clockMs;
    const nonceStore = memoryNonceStore({ now });
    const handled = vi.fn();
    const options = { secret, nonceStore, now, maxAgeMs: 0, handlerTimeoutMs: 5000 };
    const crashed = vi.fn(() => never);
    void callbackHandler({ ...options, on: { MESSAGE_DELIVERY: crashed }, onError() {} })(delivery());
    await vi.waitFor(() => expect(crashed).toHaveBeenCalled(), 10_000);
    const handle = callbackHandler({ ...options, on: { MESSAGE_DELIVERY: handled } });

    clockMs += 14_999;
    expect((await handle(delivery())).status).toBe(503);
    clockMs += 2;
    expect((await handle(delivery())).status).toBe(200);
    expect(handled).toHaveBeenCalledOnce();
  });
});

test("a host that was frozen for longer than its claim lasts leaves the claim of the next one alone", async () => {
  let clockMs = Date.now();
  const now = () => clockMs;
  const nonceStore = memoryNonceStore({ now });
  const options = { secret, nonceStore, now, maxAgeMs: 0, handlerTimeoutMs: 5000, onError() {} };
  const frozenWork = Promise.withResolvers<void>();
  const frozen = vi.fn(() => frozenWork.promise);
  const second = vi.fn(() => never);
  const third = vi.fn();
  const response = callbackHandler({ ...options, on: { MESSAGE_DELIVERY: frozen } })(delivery());
  await vi.waitFor(() => expect(frozen).toHaveBeenCalled(), 10_000);
  clockMs += 15_001;
  void callbackHandler({ ...options, on: { MESSAGE_DELIVERY: second } })(delivery());
  await vi.waitFor(() => expect(second).toHaveBeenCalled(), 10_000);

  frozenWork.reject(new Error("the connection is gone"));

  expect((await response).status).toBe(500);
  expect((await callbackHandler({ ...options, on: { MESSAGE_DELIVERY: third } })(delivery())).status).toBe(503);
  expect(third).not.toHaveBeenCalled();
});

describe("a function that outlives handlerTimeoutMs", () => {
  test("gets 500, and its delivery is free", async () => {
    const nonceStore = memoryNonceStore();
    const second = vi.fn();
    const { handle, errors } = host(nonceStore, () => never, 20);

    expect((await handle(delivery())).status).toBe(500);
    expect(errors).toEqual([new Error("callbackHandler: on.MESSAGE_DELIVERY took longer than 20 ms")]);
    expect((await host(nonceStore, second).handle(delivery())).status).toBe(200);
    expect(second).toHaveBeenCalledOnce();
  });

  test("gets 500 without a store too", async () => {
    expect((await host(undefined, () => never, 20).handle(delivery())).status).toBe(500);
  });

  test("counts as handled when it succeeds later", async () => {
    const nonceStore = memoryNonceStore();
    const work = Promise.withResolvers<void>();
    const second = vi.fn();
    const { handle } = host(nonceStore, () => work.promise, 20);
    expect((await handle(delivery())).status).toBe(500);

    work.resolve();
    await new Promise((resolve) => setTimeout(resolve));

    expect((await host(nonceStore, second).handle(delivery())).status).toBe(200);
    expect(second).not.toHaveBeenCalled();
  });

  test("is reported when it fails later", async () => {
    const work = Promise.withResolvers<void>();
    const { handle, errors } = host(memoryNonceStore(), () => work.promise, 20);
    await handle(delivery());

    work.reject(new Error("down"));

    await vi.waitFor(() => expect(errors).toEqual([expect.any(Error), new Error("down")]), 10_000);
  });
});

test.each([
  { outcome: "success", work: () => {}, status: 200, before: [] },
  { outcome: "failure", work: () => Promise.reject(new Error("down")), status: 500, before: [new Error("down")] },
])("a claim that can't be given back after $outcome is reported: $status", async ({ work, status, before }) => {
  const nonceStore = {
    ...memoryNonceStore(),
    delete() {
      throw new Error("no Redis");
    },
  };
  const { handle, errors } = host(nonceStore, work);

  expect((await handle(delivery())).status).toBe(status);
  expect(errors).toEqual([new Error("no Redis"), ...before]);
});

test("a claim that can't be made is reported, and nothing is handled: 500", async () => {
  const work = vi.fn();
  const add = () => Promise.reject(new Error("no Redis"));
  const { handle, errors } = host({ ...memoryNonceStore(), add }, work);

  expect((await handle(delivery())).status).toBe(500);
  expect(errors).toEqual([new Error("no Redis")]);
  expect(work).not.toHaveBeenCalled();
});
