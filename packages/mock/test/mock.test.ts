import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { type Exchange, type Mock, startMock } from "../src/index.ts";
import { openSocket } from "./raw-request.ts";
import { basic, bearer, form, json, message, projectPath } from "./sample.ts";

const running: Pick<Mock, "close">[] = [];

function keep<M extends Pick<Mock, "close">>(mock: M): M {
  running.push(mock);
  return mock;
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((mock) => mock.close()));
});

/** Occupies a port and gives it back at the end of the test. */
async function busyPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  keep({ close: () => new Promise((resolve) => server.close(() => resolve())) });
  const { port } = server.address() as AddressInfo;
  return port;
}

async function isListening(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/`).then(
    () => true,
    () => false,
  );
}

describe("startMock", () => {
  test("serves every API at a base URL of its own", async () => {
    const mock = keep(await startMock({ stateful: false }));

    const sent = await fetch(`${mock.conversation}${projectPath}/messages:send`, json(message));
    const status = await fetch(`${mock.batch}${projectPath}/messages/01JCTQ7H3B5E8N1W4Y6Z9CMKTA`, { headers: bearer });
    const templates = await fetch(`${mock.templates}/v2/projects/p/templates`, { headers: bearer });
    const token = await fetch(`${mock.auth}/oauth2/token`, form({ grant_type: "client_credentials" }));

    expect(Object.keys(mock).sort()).toEqual(["auth", "batch", "close", "conversation", "templates"]);
    expect(mock.conversation).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(new Set([mock.conversation, mock.batch, mock.templates, mock.auth]).size).toBe(4);
    expect([sent.status, status.status, templates.status, token.status]).toEqual([200, 200, 200, 200]);
    expect(await sent.json()).toMatchObject({ message_id: expect.any(String) });
    expect(await status.json()).toMatchObject({ status: expect.any(String) });
    expect(await templates.json()).toMatchObject({ templates: expect.any(Array) });
    expect(await token.json()).toMatchObject({ access_token: expect.any(String), expires_in: 3600 });
  });

  test("serves only the APIs that are named", async () => {
    const mock = keep(await startMock({ apis: ["auth", "auth"] }));

    expect(Object.keys(mock).sort()).toEqual(["auth", "close", "inbox", "world"]);
  });

  test("listens on the ports that are given", async () => {
    const free = keep(await startMock({ apis: ["batch"] }));
    const port = Number(new URL(free.batch).port);
    await free.close();

    const mock = keep(await startMock({ apis: ["batch"], ports: { batch: port, conversation: port } }));

    expect(mock.batch).toBe(`http://127.0.0.1:${port}`);
    expect(await isListening(port)).toBe(true);
  });

  test("gives the loopback address where it listens on every address", async () => {
    const mock = keep(await startMock({ apis: ["auth"], host: "0.0.0.0" }));

    expect(mock.auth).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect((await fetch(`${mock.auth}/oauth2/token`, { method: "PUT" })).status).toBe(405);
  });

  test("runs twice in one process, each with its own exchanges", async () => {
    const first: Exchange[] = [];
    const second: Exchange[] = [];
    const one = keep(await startMock({ apis: ["auth"], onExchange: (exchange) => first.push(exchange) }));
    const two = keep(await startMock({ apis: ["auth"], onExchange: (exchange) => second.push(exchange) }));

    await fetch(`${one.auth}/oauth2/token`, form({ grant_type: "client_credentials" }));
    await one.close();
    const answer = await fetch(`${two.auth}/oauth2/token`, form({ grant_type: "password" }));

    expect(answer.status).toBe(400);
    expect(first.map(({ status }) => status)).toEqual([200]);
    expect(second.map(({ status }) => status)).toEqual([400]);
  });

  test.each([
    [{ apis: ["sms"] }, 'startMock: apis contains "sms", expected conversation, batch, templates or auth'],
    [{ apis: "sms" }, 'startMock: apis contains "sms", expected conversation, batch, templates or auth'],
    [{ apis: ["toString"] }, 'startMock: apis contains "toString", expected conversation, batch, templates or auth'],
    [{ apis: [] }, "startMock: apis is empty, expected conversation, batch, templates or auth"],
    [
      { ports: { sms: 1 } },
      'startMock: ports contains "sms", expected conversation, batch, templates or auth, or inbox',
    ],
    [{ ports: { batch: 65536 } }, "startMock: ports.batch is 65536, expected a whole number from 0 to 65535"],
    [{ ports: { batch: "80" } }, "startMock: ports.batch is 80, expected a whole number from 0 to 65535"],
    [{ ports: { batch: -1 } }, "startMock: ports.batch is -1, expected a whole number from 0 to 65535"],
    [{ host: "" }, "startMock: host is empty, expected an address"],
    [{ host: "192.0.2.1" }, 'startMock: host is "192.0.2.1", expected an address of this machine'],
    [{ onExchange: "log" }, "startMock: onExchange is not a function"],
  ])("refuses %j with one clear sentence", async (options, want) => {
    await expect(Reflect.apply(startMock, undefined, [options])).rejects.toThrow(new Error(want));
  });

  test("names the port that is in use and leaves nothing listening", async () => {
    const busy = await busyPort();
    const free = keep(await startMock({ apis: ["conversation"] }));
    const port = Number(new URL(free.conversation).port);
    await free.close();

    const start = startMock({ ports: { conversation: port, batch: busy } });

    await expect(start).rejects.toThrow(`port ${busy} is in use: stop what listens there, or choose another port`);
    expect(await isListening(port)).toBe(false);
  });
});

describe("close", () => {
  test("ends connections that are kept alive and frees the port", async () => {
    const mock = keep(await startMock({ apis: ["auth"] }));
    const socket = openSocket(mock.auth);
    const ended = new Promise((resolve) => socket.once("close", resolve));
    await new Promise((resolve) => {
      socket.once("data", resolve);
      socket.write("GET / HTTP/1.1\r\nhost: localhost\r\n\r\n");
    });

    await mock.close();
    await ended;

    expect(await isListening(Number(new URL(mock.auth).port))).toBe(false);
  });

  test("resolves however often it is called", async () => {
    const mock = await startMock({ apis: ["auth"] });

    const calls = await Promise.all([mock.close(), mock.close()]);

    expect(calls).toEqual([undefined, undefined]);
    await expect(mock.close()).resolves.toBeUndefined();
  });

  test("does not wait for a request that never ends", async () => {
    const mock = await startMock({ apis: ["auth"] });
    const socket = openSocket(mock.auth);
    socket.on("error", () => {});
    await new Promise((resolve) => {
      socket.write("POST /oauth2/token HTTP/1.1\r\nhost: localhost\r\ncontent-length: 9\r\n\r\nhalf", resolve);
    });

    await expect(mock.close()).resolves.toBeUndefined();
  });
});

describe("onExchange", () => {
  test("tells each exchange, with what was wrong with it", async () => {
    const exchanges: Exchange[] = [];
    const onExchange = (exchange: Exchange) => exchanges.push(exchange);
    const mock = keep(await startMock({ apis: ["conversation", "auth"], onExchange }));

    await fetch(`${mock.conversation}${projectPath}/messages:send?a=1`, json({ ...message, ttl: 10 }));
    await fetch(`${mock.conversation}/nowhere`);
    await fetch(`${mock.auth}/oauth2/token`, form({ grant_type: "client_credentials" }, basic));

    expect(exchanges).toEqual([
      {
        api: "conversation",
        operationId: "Messages_SendMessage",
        method: "POST",
        path: `${projectPath}/messages:send`,
        status: 400,
        violations: [{ path: "body.ttl", code: "type", message: "must be string" }],
        ignored: [],
      },
      {
        api: "conversation",
        operationId: undefined,
        method: "GET",
        path: "/nowhere",
        status: 404,
        violations: [],
        ignored: [],
      },
      {
        api: "auth",
        operationId: "OAuth2_CreateToken",
        method: "POST",
        path: "/oauth2/token",
        status: 200,
        violations: [],
        ignored: [],
      },
    ]);
  });

  test("turns the answer into 500 when it throws", async () => {
    const onExchange = () => {
      throw new Error("no more room");
    };
    const mock = keep(await startMock({ apis: ["auth"], onExchange }));

    const answer = await fetch(`${mock.auth}/oauth2/token`);

    expect(answer.status).toBe(500);
    expect(await answer.json()).toMatchObject({ detail: "onExchange threw: no more room" });
  });
});
