import { getEventListeners } from "node:events";
import { Agent } from "undici";
import { describe, expect, test } from "vitest";
import { sendWith } from "../src/chain/send.ts";
import { undiciFetch } from "../src/undici.ts";
import { fetch as fetchOfReadme } from "./examples/undici.ts";
import { httpRequest } from "./http-request.ts";
import { closedPort, httpServer, rawServer } from "./local-server.ts";
import { rejection } from "./rejection.ts";

/** A server that answers with what it was sent. */
const echo = () =>
  httpServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    response.writeHead(201, "Made", { "content-type": "application/json", "x-many": ["a", "b"] });
    const { method, url, headers } = request;
    response.end(JSON.stringify({ method, url, headers, body: Buffer.concat(chunks).toString() }));
  });

describe("undiciFetch", () => {
  test("sends the request and answers with a Response", async () => {
    const url = await echo();

    const response = await undiciFetch()(`${url}/a?b=c`, { method: "PUT", headers: { "x-a": "b" }, body: "text" });

    expect(response).toBeInstanceOf(Response);
    expect(response).toMatchObject({
      status: 201,
      statusText: "Made",
      ok: true,
      url: `${url}/a?b=c`,
      redirected: false,
    });
    expect(response.headers.get("x-many")).toBe("a, b");
    expect(response.headers).toBe(response.headers);
    expect(await response.json()).toMatchObject({
      method: "PUT",
      url: "/a?b=c",
      headers: { "x-a": "b" },
      body: "text",
    });
  });

  test("sends as the README has it", async () => {
    const response = await fetchOfReadme(await echo(), { method: "POST", body: "text" });

    expect(await response.json()).toMatchObject({ method: "POST", body: "text" });
  });

  test("gets where nothing else is said", async () => {
    const response = await undiciFetch()(new URL(await echo()));

    expect(await response.json()).toMatchObject({ method: "GET", url: "/", body: "" });
  });

  test.each([
    { kind: "pairs", headers: [["x-a", "b"]] as [string, string][] },
    { kind: "Headers", headers: new Headers({ "x-a": "b" }) },
  ])("takes headers as $kind", async ({ headers }) => {
    const response = await undiciFetch()(await echo(), { headers });

    expect(await response.json()).toMatchObject({ headers: { "x-a": "b" } });
  });

  test.each([
    { kind: "text", body: "hé" },
    { kind: "a Uint8Array", body: new TextEncoder().encode("hé") },
    { kind: "an ArrayBuffer", body: new TextEncoder().encode("hé").buffer },
  ])("sends $kind", async ({ body }) => {
    const response = await undiciFetch()(await echo(), { method: "POST", body });

    expect(await response.json()).toMatchObject({ body: "hé" });
  });

  test("refuses a body of another kind", async () => {
    const error = await rejection(undiciFetch()(await echo(), { method: "POST", body: new FormData() }));

    expect(error).toEqual(new TypeError("undiciFetch: body is neither text nor bytes"));
  });

  test.each<{ way: string; read: (response: Response) => Promise<unknown>; want: unknown }>([
    { way: "text", read: (response) => response.text(), want: '{"a":1}' },
    { way: "json", read: (response) => response.json(), want: { a: 1 } },
    {
      way: "arrayBuffer",
      read: (response) => response.arrayBuffer(),
      want: new TextEncoder().encode('{"a":1}').buffer,
    },
    { way: "bytes", read: (response) => response.bytes(), want: new TextEncoder().encode('{"a":1}') },
    { way: "blob", read: async (response) => (await response.blob()).text(), want: '{"a":1}' },
    { way: "a stream", read: (response) => new Response(response.body).text(), want: '{"a":1}' },
  ])("gives the body as $way", async ({ read, want }) => {
    const url = await httpServer((_, response) => response.end('{"a":1}'));

    expect(await read(await undiciFetch()(url))).toEqual(want);
  });

  test("gives the body as a form and as a typed blob", async () => {
    const url = await httpServer((_, response) => {
      response.setHeader("content-type", "application/x-www-form-urlencoded").end("a=b");
    });

    const form = await (await undiciFetch()(url)).formData();
    const blob = await (await undiciFetch()(url)).blob();

    expect(Object.fromEntries(form)).toEqual({ a: "b" });
    expect(blob.type).toBe("application/x-www-form-urlencoded");
  });

  test("gives the body more than once, and to a clone too", async () => {
    const response = await undiciFetch()(await echo(), { method: "POST", body: "text" });

    const copies = [response, response, response.clone()].map((one) => one.json());

    expect(await Promise.all(copies)).toEqual(Array(3).fill(expect.objectContaining({ body: "text" })));
  });

  test("gives a body that came in parts, and an empty one", async () => {
    const parts = await httpServer((_, response) => {
      response.write("first, ");
      setTimeout(() => response.end("last"), 20);
    });
    const empty = await httpServer((_, response) => response.writeHead(204).end());

    expect(await (await undiciFetch()(parts)).text()).toBe("first, last");
    expect(await (await undiciFetch()(empty)).text()).toBe("");
  });

  test("passes over what comes before the answer", async () => {
    const url = await rawServer((socket) =>
      socket.end("HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi"),
    );

    const response = await undiciFetch()(url);

    expect([response.status, await response.text()]).toEqual([200, "hi"]);
  });

  test.each([{ redirect: undefined }, { redirect: "manual" as const }, { redirect: "follow" as const }])(
    "answers with a redirect and does not follow it with redirect $redirect",
    async ({ redirect }) => {
      const url = await httpServer((_, response) => response.writeHead(302, { location: "/b" }).end());

      const response = await undiciFetch()(url, redirect ? { redirect } : {});

      expect(response).toMatchObject({ status: 302, ok: false, redirected: false });
      await response.text();
    },
  );

  test("refuses a redirect with redirect error", async () => {
    const url = await httpServer((_, response) => response.writeHead(302, { location: "/b" }).end());

    const error = await rejection(undiciFetch()(url, { redirect: "error" }));

    expect(error).toEqual(new TypeError("undiciFetch: the response is a redirect, status 302"));
  });

  test.each([
    { status: 299, isRefused: false },
    { status: 300, isRefused: true },
    { status: 399, isRefused: true },
    { status: 400, isRefused: false },
  ])("with redirect error, refuses a $status: $isRefused", async ({ status, isRefused }) => {
    const url = await httpServer((_, response) => response.writeHead(status).end());

    const name = await undiciFetch()(url, { redirect: "error" }).then(
      () => "an answer",
      (error: Error) => error.name,
    );

    expect(name).toBe(isRefused ? "TypeError" : "an answer");
  });

  test("reads no more of an answer that it refuses", async () => {
    const closed = Promise.withResolvers<void>();
    const url = await rawServer((socket) => {
      socket.on("close", () => closed.resolve());
      socket.write("HTTP/1.1 302 Found\r\nlocation: /b\r\ncontent-length: 100\r\n\r\nendless");
    });

    await rejection(undiciFetch()(url, { redirect: "error" }));

    await closed.promise;
  });

  test.each([
    { status: 200, want: true },
    { status: 299, want: true },
    { status: 300, want: false },
  ])("says of a $status that it is ok: $want", async ({ status, want }) => {
    const url = await httpServer((_, response) => response.writeHead(status).end());

    expect((await undiciFetch()(url)).ok).toBe(want);
  });

  test("gives no body of an answer that broke off, nor does its clone", async () => {
    const url = await rawServer((socket) => socket.end("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf"));

    const response = await undiciFetch()(url);

    const copies = [response, response.clone()].map((one) => rejection(one.text()));
    expect(await Promise.all(copies)).toEqual(Array(2).fill(expect.objectContaining({ code: "UND_ERR_SOCKET" })));
  });

  test("takes any other answer with redirect error", async () => {
    const url = await httpServer((_, response) => response.writeHead(404).end());

    const response = await undiciFetch()(url, { redirect: "error" });

    expect(response.status).toBe(404);
    await response.text();
  });

  test("sends through the dispatcher that it is given", async () => {
    const dispatcher = new Agent({ connect: { timeout: 1 } });
    await dispatcher.destroy();

    const error = await rejection(undiciFetch({ dispatcher })(await echo()));

    expect(error).toMatchObject({ code: "UND_ERR_DESTROYED" });
  });

  test("ends with the signal", async () => {
    const controller = new AbortController();
    const url = await rawServer(() => controller.abort(new Error("left")));

    const error = await rejection(undiciFetch()(url, { signal: controller.signal }));

    expect(error).toEqual(new Error("left"));
  });

  test.each([{ reason: new Error("left") }, { reason: "left" }])(
    "closes the connection of what is aborted with $reason",
    async ({ reason }) => {
      const controller = new AbortController();
      const closed = Promise.withResolvers<void>();
      const url = await rawServer((socket) => {
        socket.on("close", () => closed.resolve());
        controller.abort(reason);
      });

      expect(await rejection(undiciFetch()(url, { signal: controller.signal }))).toBe(reason);

      await closed.promise;
    },
  );

  test("leaves nothing on a signal that lives on", async () => {
    const { signal } = new AbortController();

    await undiciFetch()(await echo(), { signal });

    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  test("sends nothing for a signal that was aborted before", async () => {
    let count = 0;
    const url = await httpServer((_, response) => void response.end(String(count++)));

    const error = await rejection(undiciFetch()(url, { signal: AbortSignal.abort("left") }));

    expect([error, count]).toEqual(["left", 0]);
  });

  test("never sends a request that was aborted while it waited for a connection", async () => {
    const dispatcher = new Agent({ connections: 1, pipelining: 1 });
    const first = Promise.withResolvers<() => void>();
    const seen: unknown[] = [];
    const url = await httpServer((request, response) => {
      seen.push(request.url);
      if (request.url === "/1") first.resolve(() => response.end());
      else response.end();
    });
    const fetch = undiciFetch({ dispatcher });
    const controller = new AbortController();
    const held = fetch(`${url}/1`);
    const finish = await first.promise;

    const failed = rejection(fetch(`${url}/2`, { signal: controller.signal }));
    controller.abort("left");
    finish();
    await held;
    await fetch(`${url}/3`);

    expect(await failed).toBe("left");
    expect(seen).toEqual(["/1", "/3"]);
    await dispatcher.close();
  });
});

describe("undiciFetch below the chain", () => {
  const send = sendWith(undiciFetch());

  test("tells a connection that was never made from one that broke", async () => {
    const refused = await rejection(send(httpRequest({ url: await closedPort() })));
    const broken = await rejection(send(httpRequest({ url: await rawServer((socket) => socket.destroy()) })));

    expect(refused).toMatchObject({ name: "ConnectionError", outcome: "not-sent", cause: { code: "ECONNREFUSED" } });
    expect(broken).toMatchObject({ name: "ConnectionError", outcome: "unknown" });
  });

  test("tells an answer that broke off", async () => {
    const url = await rawServer((socket) => socket.end("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf"));

    const error = await rejection(send(httpRequest({ url })));

    expect(error).toMatchObject({ name: "ConnectionError", outcome: "unknown" });
    expect(error).toHaveProperty("message", expect.stringContaining("the response broke off or is malformed"));
  });
});
