import { gzipSync } from "node:zlib";
import type { Dispatcher } from "undici";
import { describe, expect, test } from "vitest";
import { mostEncoded } from "../src/undici/body.ts";
import type { UndiciInit } from "../src/undici/exchange.ts";
import { undiciFetch } from "../src/undici.ts";

type Headers = Record<string, string>;

/** A dispatcher that responds as it is told, and an exchange through it: what it was asked to abort with, and the response. */
function exchange(respond: (handler: Dispatcher.DispatchHandler, controller: Dispatcher.DispatchController) => void) {
  const aborted: unknown[] = [];
  let dispatched = 0;
  const controller = { abort: (reason: unknown) => void aborted.push(reason) } as Dispatcher.DispatchController;
  const dispatcher = {
    dispatch(_: unknown, handler: Dispatcher.DispatchHandler) {
      dispatched++;
      respond(handler, controller);
      return true;
    },
  } as Dispatcher;
  const fetch = (init: UndiciInit = {}) => undiciFetch({ dispatcher })("https://api.test/", init);
  return { fetch, aborted, dispatched: () => dispatched };
}

const startingWith = (status: number, headers: Headers = {}) =>
  exchange((handler, controller) => handler.onResponseStart?.(controller, status, headers));

describe("an exchange over a dispatcher", () => {
  test.each([
    { status: 199, want: false },
    { status: 200, want: true },
    { status: 299, want: true },
    { status: 300, want: false },
  ])("with status $status is ok: $want, and has no status text where none came", async ({ status, want }) => {
    const { fetch } = exchange((handler, controller) => {
      handler.onResponseStart?.(controller, status, {});
      handler.onResponseEnd?.(controller, {});
    });

    expect(await fetch()).toMatchObject({ status, ok: want, statusText: "" });
  });

  test.each<{ status: number; headers: Headers; want: number }>([
    { status: 205, headers: {}, want: 1 },
    { status: 205, headers: { "content-length": "5" }, want: 1 },
    { status: 205, headers: { "content-length": "0" }, want: 0 },
    { status: 204, headers: {}, want: 0 },
    { status: 304, headers: { "content-length": "5" }, want: 0 },
  ])("gives up its connection where a body may follow what has none: $status, $headers", async (given) => {
    const { fetch, aborted } = startingWith(given.status, given.headers);

    const response = await fetch();

    expect(response.status).toBe(given.status);
    expect(aborted).toHaveLength(given.want);
  });

  test("ends with the announcement of a body that is too long, without waiting for it", async () => {
    const { fetch, aborted } = startingWith(200, { "content-length": "11" });

    const response = await fetch({ maxResponseBytes: 10 });

    await expect(response.text()).rejects.toThrow("undiciFetch: the response has more than 10 bytes");
    expect(aborted).toHaveLength(1);
  });

  test("ends with a body that is longer than announced, though its dispatcher goes on", async () => {
    const { fetch, aborted } = exchange((handler, controller) => {
      handler.onResponseStart?.(controller, 200, {});
      handler.onResponseData?.(controller, Buffer.from("x".repeat(11)));
    });

    const response = await fetch({ maxResponseBytes: 10 });

    await expect(response.text()).rejects.toThrow("undiciFetch: the response has more than 10 bytes");
    expect(aborted).toHaveLength(1);
  });

  test("does not begin for a signal that was aborted before", async () => {
    const { fetch, dispatched } = startingWith(200);

    await expect(fetch({ signal: AbortSignal.abort("left") })).rejects.toBe("left");

    expect(dispatched()).toBe(0);
  });
});

test.each([1, 1000, 1_000_000])("%s bytes that cannot be made smaller may arrive in their frame", (length) => {
  expect(mostEncoded(length)).toBeGreaterThan(gzipSync(Buffer.alloc(length), { level: 0 }).length);
});
