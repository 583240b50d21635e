import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import http2 from "node:http2";
import { type AddressInfo, connect } from "node:net";
import express from "express";
import { afterEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { callbackHandler, toNodeHandler } from "../../src/callbacks.ts";
import { signedNow } from "./signed.ts";

const secret = "marble-otter-42";
const body = '{ "message_delivery_report": {"message_id":"\u00e9","n":1.0} }';
const handled = vi.fn();
const errors: unknown[] = [];
const handle = callbackHandler({
  secret,
  on: { MESSAGE_DELIVERY: (event) => handled(event.message_delivery_report.message_id) },
  maxBodyBytes: 100_000,
  onError: (error) => errors.push(error),
});
const node = toNodeHandler(handle);

afterEach(() => {
  handled.mockReset();
  errors.length = 0;
});

/** A server for one test. */
async function listen(listener: RequestListener): Promise<number> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return (server.address() as AddressInfo).port;
}

async function post(listener: RequestListener, given: BodyInit = body): Promise<Response> {
  const port = await listen(listener);
  const headers = { "content-type": "application/json", ...signedNow(body) };
  return fetch(`http://127.0.0.1:${port}/`, { method: "POST", headers, body: given, duplex: "half" } as RequestInit);
}

function silencedConsole() {
  const log = vi.spyOn(console, "error").mockImplementation(() => {});
  onTestFinished(() => log.mockRestore());
  return log;
}

const app = (...before: express.RequestHandler[]): RequestListener => express().post("/", ...before, node);
const keepRaw = express.json({
  verify: (req: IncomingMessage & { rawBody?: Buffer }, _res, raw) => {
    req.rawBody = raw;
  },
});

describe("the raw body", () => {
  test.each<{ from: string; listener: RequestListener }>([
    { from: "the stream of node:http", listener: node },
    { from: "a stream of text", listener: (req, res) => node(req.setEncoding("utf8"), res) },
    { from: "the stream of Express", listener: app() },
    { from: "express.raw()", listener: app(express.raw({ type: () => true })) },
    { from: "express.text()", listener: app(express.text({ type: () => true })) },
    { from: "rawBody, which a framework kept", listener: app(keepRaw) },
    { from: "the stream that a parser left alone", listener: app(express.json({ type: "text/plain" })) },
  ])("is taken from $from", async ({ listener }) => {
    expect((await post(listener)).status).toBe(200);
    expect(handled).toHaveBeenCalledWith("\u00e9");
  });

  test("that a parser has read: 500, and one error that says what to do", async () => {
    const log = silencedConsole();

    expect((await post(app(express.json()))).status).toBe(500);
    expect(log).toHaveBeenCalledOnce();
    expect(log).toHaveBeenCalledWith(expect.objectContaining({ message: expect.stringContaining("express.raw(") }));
  });

  test("is refused when it is too long, though its length is not announced", async () => {
    const pieces = new ReadableStream({
      start(controller) {
        for (let piece = 0; piece < 3; piece++) controller.enqueue(new Uint8Array(50_000));
        controller.close();
      },
    });

    expect((await post(node, pieces)).status).toBe(413);
  });

  test("that breaks off ends neither the process nor the server", async () => {
    const arrived = Promise.withResolvers<void>();
    const port = await listen((req, res) => {
      node(req, res);
      arrived.resolve();
    });
    const socket = connect(port, "127.0.0.1");
    socket.write("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{");
    await arrived.promise;
    socket.destroy();

    await vi.waitFor(() => expect(errors).toHaveLength(1), 10_000);
    expect((await fetch(`http://127.0.0.1:${port}/`, { method: "POST", body: "x" })).status).toBe(401);
  });
});

test.each(["GET", "OPTIONS", "DELETE"])("a response keeps its status and headers: %s", async (method) => {
  const response = await fetch(`http://127.0.0.1:${await listen(node)}/`, { method });

  expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
});

test("a method that no Request can have is refused too", async () => {
  const socket = connect(await listen(node), "127.0.0.1");
  socket.write("TRACE / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");

  expect(String((await once(socket, "data"))[0])).toContain("HTTP/1.1 405");
});

test.each([
  { given: "signed", headers: signedNow(body), status: 200 },
  { given: "not signed", headers: {}, status: 401 },
])("HTTP/2 is served too: a callback that is $given gets $status", async ({ headers, status }) => {
  const server = http2.createServer(node).listen(0, "127.0.0.1");
  await once(server, "listening");
  const session = http2.connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const request = session.request({ ":method": "POST", ":path": "/", ...headers });

  request.end(body);
  const [response] = await once(request, "response");
  session.close();
  server.close();

  expect(response[":status"]).toBe(status);
});

test("a handler that throws: 500, and its error is printed", async () => {
  const log = silencedConsole();
  const failing = toNodeHandler(() => {
    throw new Error("down");
  });

  expect((await post(failing)).status).toBe(500);
  expect(log.mock.calls).toEqual([[new Error("down")]]);
});

test("a handler that is not a function is refused at once", () => {
  expect(() => toNodeHandler(undefined as never)).toThrow(new TypeError("toNodeHandler: handler is not a function"));
});
