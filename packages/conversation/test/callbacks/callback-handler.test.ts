import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { CallbackError } from "../../src/callbacks/callback-error.ts";
import { type CallbackHandlerOptions, callbackHandler } from "../../src/callbacks/callback-handler.ts";
import { memoryNonceStore } from "../../src/callbacks/nonce-store.ts";
import type { CallbackEvent } from "../../src/callbacks/parse-callback.ts";
import { DESCRIBED_CALLBACKS, DESCRIBED_TRIGGERS } from "./described-callbacks.ts";
import { type Signing, signed, signedNow } from "./signed.ts";

const secret = "marble-otter-42";
const delivery = '{"app_id":"kayak","message_delivery_report":{"message_id":"m-1","status":"READ"}}';

/** A request that Sinch could have sent. */
function callback(body: string | Uint8Array, signing: Signing = {}): Request {
  return new Request("https://shop.test/callbacks", {
    method: "POST",
    headers: { "content-type": "application/json", ...signedNow(body, signing) },
    body: body as BodyInit,
  });
}

/** A body that comes piece by piece, its length not announced. */
function streamed(pieces: readonly Uint8Array[], onPull: () => void = () => {}): Request {
  const rest = [...pieces];
  const source: UnderlyingDefaultSource<Uint8Array> = {
    pull(controller) {
      onPull();
      const piece = rest.shift();
      if (piece) controller.enqueue(piece);
      else controller.close();
    },
  };
  const body = new ReadableStream(source, { highWaterMark: 0 });
  const headers = signedNow(Buffer.concat(pieces));
  return new Request("https://shop.test/callbacks", { method: "POST", headers, body, duplex: "half" } as RequestInit);
}

/** A handler that keeps its events and its errors. */
function recordingHandler(options: Partial<CallbackHandlerOptions> = {}) {
  const events: CallbackEvent[] = [];
  const errors: unknown[] = [];
  const record = (event: CallbackEvent) => void events.push(event);
  const all = Object.fromEntries([...DESCRIBED_TRIGGERS, "UNKNOWN"].map((trigger) => [trigger, record]));
  const handle = callbackHandler({ secret, on: all, onError: (error) => errors.push(error), ...options });
  return { handle, events, errors };
}

/** A promise, and what fulfils it. */
function gate() {
  let open: () => void = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

describe("an event", () => {
  test.each(DESCRIBED_CALLBACKS)(
    "with the trigger $trigger ($name) goes to its function",
    async ({ trigger, body }) => {
      const called: unknown[] = [];
      const handle = callbackHandler({ secret, on: { [trigger]: (event: unknown) => called.push(event) } });

      const response = await handle(callback(JSON.stringify(body)));

      expect(response.status).toBe(200);
      expect(await response.text()).toBe("");
      expect(called).toEqual([{ ...body, trigger }]);
    },
  );

  test("of an unknown kind goes to UNKNOWN", async () => {
    const { handle, events } = recordingHandler();

    const response = await handle(callback('{"poll_notification":{"votes":3}}'));

    expect(response.status).toBe(200);
    expect(events).toEqual([{ trigger: "UNKNOWN", payload: { poll_notification: { votes: 3 } } }]);
  });

  test.each([delivery, '{"poll_notification":{}}'])(
    "that no function is for is answered with 200: %s",
    async (body) => {
      const { handle, errors } = recordingHandler({ on: { OPT_OUT: undefined } });

      expect((await handle(callback(body))).status).toBe(200);
      expect(errors).toEqual([]);
    },
  );

  test("is answered when its function has ended", async () => {
    const { open, opened } = gate();
    const { handle } = recordingHandler({ on: { MESSAGE_DELIVERY: () => opened } });
    let answered = false;

    const response = handle(callback(delivery)).then(() => {
      answered = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(answered).toBe(false);

    open();
    await response;
  });

  test("is signed in the bytes that came, whatever pieces they come in", async () => {
    const body =
      '{"app_id":"k\u00e5yak", "message" : {"id":"\\u00e5","contact_message":{"text_message":{"text":"\ud83d\udef6"}}}}\n';
    const pieces = [...Buffer.from(body)].map((byte) => Uint8Array.of(byte));
    const { handle, events } = recordingHandler();

    expect((await handle(streamed(pieces))).status).toBe(200);
    expect(events).toEqual([{ ...JSON.parse(body), trigger: "MESSAGE_INBOUND" }]);
  });

  test("may be signed with any of several secrets", async () => {
    const { handle } = recordingHandler({ secret: ["new-one", secret] });

    expect((await handle(callback(delivery))).status).toBe(200);
    expect((await handle(callback(delivery, { secret: "new-one" }))).status).toBe(200);
    expect((await handle(callback(delivery, { secret: "other" }))).status).toBe(401);
  });

  test("of a webhook without a secret is taken as it comes", async () => {
    const { handle, events } = recordingHandler({ secret: null });
    const request = new Request("https://shop.test/callbacks", { method: "POST", body: delivery });

    expect((await handle(request)).status).toBe(200);
    expect(events).toHaveLength(1);
  });
});

describe("a request is refused", () => {
  const long = `{"message":{"id":"${"x".repeat(1000)}"}}`;
  const unsigned = () => new Request("https://shop.test/callbacks", { method: "POST", body: delivery });

  test.each([
    { given: "without a signature", request: unsigned, status: 401, reason: "missing-header" },
    {
      given: "with a wrong one",
      request: () => callback(delivery, { secret: "x" }),
      status: 401,
      reason: "signature-mismatch",
    },
    {
      given: "too old",
      request: () => callback(delivery, { timestamp: "1770110127" }),
      status: 401,
      reason: "too-old",
    },
    {
      given: "too new",
      request: () => callback(delivery, { timestamp: "4000000000" }),
      status: 401,
      reason: "too-new",
    },
    {
      given: "without a time",
      request: () => callback(delivery, { timestamp: "now" }),
      status: 401,
      reason: "malformed-timestamp",
    },
    {
      given: "with a full stop in its nonce",
      request: () => callback(delivery, { nonce: "a.b" }),
      status: 401,
      reason: "malformed-nonce",
    },
    { given: "that is not JSON", request: () => callback("message=1"), status: 400, reason: "malformed-body" },
    { given: "with an empty body", request: () => callback(""), status: 400, reason: "malformed-body" },
    {
      given: "without a body",
      request: () => new Request("https://shop.test/callbacks", { method: "POST", headers: signedNow("") }),
      status: 400,
      reason: "malformed-body",
    },
    { given: "with a long body", request: () => callback(long), status: 413, reason: "body-too-large" },
    {
      given: "with many pieces",
      request: () => streamed(Array(101).fill(new Uint8Array(1))),
      status: 413,
      reason: "body-too-large",
    },
  ])("$given: $status", async ({ request, status, reason }) => {
    const { handle, events, errors } = recordingHandler({ maxBodyBytes: 100 });

    const response = await handle(request());

    expect(response.status).toBe(status);
    expect(events).toEqual([]);
    expect(errors).toEqual([expect.objectContaining({ name: "CallbackError", reason })]);
    expect(await response.text()).toBe((errors[0] as Error).message);
  });

  test.each(["GET", "HEAD", "PUT", "DELETE", "OPTIONS"])("with the method %s: 405", async (method) => {
    const { handle, events, errors } = recordingHandler();

    const response = await handle(new Request("https://shop.test/callbacks", { method }));

    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("POST");
    expect([...events, ...errors]).toEqual([]);
  });

  test("that is too long by its own word, before any of it is read", async () => {
    let pulls = 0;
    const request = streamed([new Uint8Array(10)], () => pulls++);
    request.headers.set("content-length", "101");
    const { handle } = recordingHandler({ maxBodyBytes: 100 });

    expect((await handle(request)).status).toBe(413);
    expect(pulls).toBe(0);
  });

  test("that is too long, and not read to its end, whatever its own word is", async () => {
    let pulls = 0;
    const request = streamed(Array(1000).fill(new Uint8Array(50)), () => pulls++);
    request.headers.set("content-length", "3");
    const { handle } = recordingHandler({ maxBodyBytes: 100 });

    expect((await handle(request)).status).toBe(413);
    expect(pulls).toBe(3);
  });

  test.each([
    { length: 1_048_576, status: 400 },
    { length: 1_048_577, status: 413 },
  ])("at $length bytes, by default: $status", async ({ length, status }) => {
    const { handle } = recordingHandler();

    expect((await handle(callback("x".repeat(length)))).status).toBe(status);
  });

  test("by a clock and a window of its own", async () => {
    const request = () => {
      const headers = signed(delivery, { timestamp: "1770110127" });
      return new Request("https://shop.test/callbacks", { method: "POST", headers, body: delivery });
    };
    const now = () => 1_770_110_137_000;

    expect((await recordingHandler({ now }).handle(request())).status).toBe(200);
    expect((await recordingHandler({ now, maxAgeMs: 9999 }).handle(request())).status).toBe(401);
    expect((await recordingHandler({ maxAgeMs: 0 }).handle(request())).status).toBe(200);
  });
});

describe("a function that fails", () => {
  test.each([
    {
      given: "by throwing",
      fail: () => {
        throw new Error("the database is down");
      },
    },
    { given: "by rejecting", fail: () => Promise.reject(new Error("the database is down")) },
  ])("$given: 500, and its error goes to onError alone", async ({ fail }) => {
    const { handle, errors } = recordingHandler({ on: { MESSAGE_DELIVERY: fail } });

    const response = await handle(callback(delivery));

    expect(response.status).toBe(500);
    expect(await response.text()).toBe("");
    expect([...response.headers]).toEqual([]);
    expect(errors).toEqual([new Error("the database is down")]);
  });

  test("by an error of ours is not taken for a refusal", async () => {
    const on = { MESSAGE_DELIVERY: () => Promise.reject(new CallbackError("malformed-body", "of another callback")) };
    const { handle } = recordingHandler({ on });

    const response = await handle(callback(delivery));

    expect(response.status).toBe(500);
    expect(await response.text()).toBe("");
  });

  test("is logged when there is no onError; a refusal is not", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    onTestFinished(() => log.mockRestore());
    const failure = new Error("the database is down");
    const { handle } = recordingHandler({
      on: { MESSAGE_DELIVERY: () => Promise.reject(failure) },
      onError: undefined,
    });

    await handle(callback(delivery));
    await handle(callback(delivery, { secret: "x" }));

    expect(log.mock.calls).toEqual([[failure]]);
  });

  test("is answered though onError fails too, and only after it", async () => {
    const steps: string[] = [];
    const onError = async () => {
      await new Promise((resolve) => setTimeout(resolve, 10));
      steps.push("onError");
      throw new Error("so is the log");
    };
    const { handle } = recordingHandler({ on: { MESSAGE_DELIVERY: () => Promise.reject(new Error("down")) }, onError });

    const { status } = await handle(callback(delivery));
    steps.push("answer");

    expect(status).toBe(500);
    expect(steps).toEqual(["onError", "answer"]);
  });
});

describe("a body that can't be read", () => {
  test("because it was read before: 500, and onError is told", async () => {
    const { handle, errors } = recordingHandler();
    const request = callback(delivery);
    await request.text();

    expect((await handle(request)).status).toBe(500);
    expect(errors).toEqual([new TypeError("callbackHandler: the request body was already read")]);
  });

  test("because it breaks off: 500, and onError is told", async () => {
    const { handle, events, errors } = recordingHandler();
    const body = new ReadableStream({ pull: (controller) => controller.error(new Error("reset by peer")) });
    const request = new Request("https://shop.test/", { method: "POST", body, duplex: "half" } as RequestInit);

    expect((await handle(request)).status).toBe(500);
    expect(events).toEqual([]);
    expect(errors).toEqual([new Error("reset by peer")]);
  });
});

describe("with a nonce store", () => {
  test("a callback that was handled is not handled again, and Sinch is told that all is well", async () => {
    const { handle, events, errors } = recordingHandler({ nonceStore: memoryNonceStore() });

    const statuses = [await handle(callback(delivery)), await handle(callback(delivery))].map(({ status }) => status);

    expect(statuses).toEqual([200, 200]);
    expect(events).toHaveLength(1);
    expect(errors).toEqual([expect.objectContaining({ reason: "nonce-reused" })]);
  });

  test("a callback whose function failed is handled when it comes again", async () => {
    let calls = 0;
    const on = { MESSAGE_DELIVERY: () => (++calls === 1 ? Promise.reject(new Error("down")) : undefined) };
    const { handle } = recordingHandler({ on, nonceStore: memoryNonceStore() });

    const statuses = [];
    for (let turn = 0; turn < 3; turn++) statuses.push((await handle(callback(delivery))).status);

    expect(statuses).toEqual([500, 200, 200]);
    expect(calls).toBe(2);
  });

  test.each([
    { outcome: "success", failure: undefined, want: 200 },
    { outcome: "failure", failure: new Error("down"), want: 500 },
  ])(
    "callbacks with one nonce at the same time are handled once, and share its $outcome",
    async ({ failure, want }) => {
      const { open, opened } = gate();
      let calls = 0;
      const MESSAGE_DELIVERY = async () => {
        calls++;
        await opened;
        if (failure) throw failure;
      };
      const { handle } = recordingHandler({ on: { MESSAGE_DELIVERY }, nonceStore: memoryNonceStore() });

      const responses = [1, 2, 3].map(() => handle(callback(delivery)));
      await vi.waitFor(() => expect(calls).toBe(1), 10_000);
      const other = await handle(callback('{"event":{}}', { nonce: "another" }));
      open();

      expect(other.status).toBe(200);
      expect((await Promise.all(responses)).map(({ status }) => status)).toEqual([want, want, want]);
      expect(calls).toBe(1);
    },
  );

  test("a callback that is refused leaves its nonce free", async () => {
    const { handle, events } = recordingHandler({ nonceStore: memoryNonceStore() });

    expect((await handle(callback(delivery, { secret: "x" }))).status).toBe(401);
    expect((await handle(callback("no JSON"))).status).toBe(400);
    expect((await handle(callback(delivery))).status).toBe(200);
    expect(events).toHaveLength(1);
  });

  test("that can't be asked: 500, before anything is handled", async () => {
    const nonceStore = { has: () => Promise.reject(new Error("no Redis")), add: () => true, delete() {} };
    const { handle, events, errors } = recordingHandler({ nonceStore });

    expect((await handle(callback(delivery))).status).toBe(500);
    expect(events).toEqual([]);
    expect(errors).toEqual([new Error("no Redis")]);
  });

  test("that can't be told: 200, since the event is handled", async () => {
    const add = (key: string) => (key.startsWith("claim.") ? true : Promise.reject(new Error("no Redis")));
    const nonceStore = { has: () => false, add, delete() {} };
    const { handle, events, errors } = recordingHandler({ nonceStore });

    expect((await handle(callback(delivery))).status).toBe(200);
    expect(events).toHaveLength(1);
    expect(errors).toEqual([new Error("no Redis")]);
  });
});

describe("a wrong option", () => {
  const on = {};
  test.each<{ given: Record<string, unknown>; message: string }>([
    { given: { on }, message: "secret is missing or empty, expected the webhook's secret or a list of them" },
    {
      given: { on, secret: "" },
      message: "secret is missing or empty, expected the webhook's secret or a list of them",
    },
    {
      given: { on, secret: [] },
      message: "secret is missing or empty, expected the webhook's secret or a list of them",
    },
    {
      given: { on, secret, retries: 3 },
      message:
        "unknown option retries, expected secret, on, maxBodyBytes, handlerTimeoutMs, maxAgeMs, now, nonceStore, onError",
    },
    { given: { on: { DELIVERED() {} }, secret }, message: "on.DELIVERED is not a function for a known trigger" },
    { given: { on: { OPT_IN: "yes" }, secret }, message: "on.OPT_IN is not a function for a known trigger" },
    { given: { on, secret, maxAgeMs: -1 }, message: "maxAgeMs is -1, expected milliseconds from 0 (no limit)" },
    {
      given: { on, secret, handlerTimeoutMs: "5000" },
      message: "handlerTimeoutMs is 5000, expected milliseconds from 1 to 2147483647",
    },
    { given: { on, secret, maxBodyBytes: "1000" }, message: "maxBodyBytes is 1000, expected a number of bytes" },
    { given: { on, secret, onError: "log" }, message: "onError is not a function" },
    { given: { on, secret, now: 5 }, message: "now is not a function" },
    { given: { secret }, message: "on is not an object of functions" },
    ...[0, Number.NaN, 2_147_483_648].map((handlerTimeoutMs) => ({
      given: { on, secret, handlerTimeoutMs },
      message: `handlerTimeoutMs is ${handlerTimeoutMs}, expected milliseconds from 1 to 2147483647`,
    })),
    {
      given: { on, secret, nonceStore: { has() {}, add() {} } },
      message: "nonceStore.delete is not a function",
    },
    { given: { on, secret, maxBodyBytes: 0 }, message: "maxBodyBytes is 0, expected a number of bytes" },
    { given: { on, secret, maxBodyBytes: Number.NaN }, message: "maxBodyBytes is NaN, expected a number of bytes" },
  ])("is refused at once: $message", ({ given, message }) => {
    expect(() => callbackHandler(given as never)).toThrow(new TypeError(`callbackHandler: ${message}`));
  });
});

describe("a handler that is given Node's (req, res)", () => {
  test("ends the response with 500 and names toNodeHandler", async () => {
    const onError = vi.fn();
    const server = createServer(callbackHandler({ secret, on: {}, onError }) as never);
    onTestFinished(() => void server.close());
    await once(server.listen(0, "127.0.0.1"), "listening");
    const { port } = server.address() as AddressInfo;

    const response = await fetch(`http://127.0.0.1:${port}/`, { method: "POST", body: delivery });

    expect(response.status).toBe(500);
    const message = expect.stringContaining("toNodeHandler()");
    expect(onError).toHaveBeenCalledWith(expect.objectContaining({ name: "TypeError", message }));
  });

  test("responds with 500 as well where there is no response to end", async () => {
    const onError = vi.fn();

    const response = await callbackHandler({ secret, on: {}, onError })({ headers: {} } as never);

    expect(response.status).toBe(500);
    expect(onError).toHaveBeenCalledTimes(1);
  });
});
