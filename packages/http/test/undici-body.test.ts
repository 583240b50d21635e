import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { sendWith } from "../src/chain/send.ts";
import type { UndiciInit } from "../src/undici/exchange.ts";
import { undiciFetch } from "../src/undici.ts";
import { httpRequest } from "./http-request.ts";
import { httpServer, rawServer } from "./local-server.ts";
import { rejection } from "./rejection.ts";

const json = JSON.stringify({ message_id: "é".repeat(2000) });

/** Responds with these bytes and this `content-encoding`. */
const encoded = (encoding: string | string[], bytes: Uint8Array) =>
  httpServer((_, response) => void response.setHeader("content-encoding", encoding).end(bytes));

const tooLarge = (most: number) =>
  Object.assign(new Error(`undiciFetch: the response has more than ${most} bytes`), { code: "ERR_RESPONSE_TOO_LARGE" });

/** What our sender adds to the members of the platform. */
const limitedTo = (maxResponseBytes: number): UndiciInit => ({ maxResponseBytes });

describe("a body that is encoded, though nobody asked for that", () => {
  test.each<{ encoding: string; bytes: Uint8Array }>([
    { encoding: "gzip", bytes: gzipSync(json) },
    { encoding: "GZip", bytes: gzipSync(json) },
    { encoding: "x-gzip", bytes: gzipSync(json) },
    { encoding: "deflate", bytes: deflateSync(json) },
    { encoding: "deflate", bytes: deflateRawSync(json) },
    { encoding: "br", bytes: brotliCompressSync(json) },
    { encoding: "deflate, gzip", bytes: gzipSync(deflateSync(json)) },
    { encoding: "identity", bytes: Buffer.from(json) },
    { encoding: "unheard-of", bytes: Buffer.from(json) },
    { encoding: "gzip, unheard-of", bytes: Buffer.from(json) },
    { encoding: "gzip", bytes: Buffer.of() },
    { encoding: "deflate", bytes: Buffer.of() },
    { encoding: "br", bytes: Buffer.of() },
    { encoding: "gzip", bytes: gzipSync(json).subarray(0, -8) },
    { encoding: "br", bytes: brotliCompressSync(json).subarray(0, -1) },
  ])("as $encoding is read as the platform reads it", async ({ encoding, bytes }) => {
    const url = await encoded(encoding, bytes);

    const response = await undiciFetch()(url);

    const want = await (await fetch(url)).text();
    expect([await response.text(), await response.clone().text()]).toEqual([want, want]);
    expect(response.headers.get("content-encoding")).toBe(encoding);
  });

  test("is read as many times as one likes, in every way", async () => {
    const response = await undiciFetch()(await encoded("gzip", gzipSync(json)));

    expect(await response.json()).toEqual(JSON.parse(json));
    expect(Buffer.from(await response.arrayBuffer()).toString()).toBe(json);
    expect(await new Response(response.body).text()).toBe(json);
  });

  test("fails where it is not what its encoding says", async () => {
    const response = await undiciFetch()(await encoded("gzip", Buffer.from(json)));

    expect(await rejection(response.text())).toMatchObject({ code: "Z_DATA_ERROR" });
  });
});

describe("maxResponseBytes", () => {
  const bytes = Buffer.byteLength(json);
  const kinds = [
    { kind: "of a length said before", start: () => httpServer((_, response) => void response.end(json)) },
    {
      kind: "in chunks",
      start: () =>
        httpServer((_, response) => {
          response.write(json.slice(0, 9));
          response.end(json.slice(9));
        }),
    },
    { kind: "in gzip", start: () => encoded("gzip", gzipSync(json)) },
    { kind: "in deflate", start: () => encoded("deflate", deflateSync(json)) },
    { kind: "in br", start: () => encoded("br", brotliCompressSync(json)) },
  ];

  test.each(kinds)("lets through a body $kind that is as large, and no larger one", async ({ start }) => {
    const url = await start();

    const whole = await undiciFetch()(url, limitedTo(bytes));
    const refused = await undiciFetch()(url, limitedTo(bytes - 1));

    expect(await whole.text()).toBe(json);
    expect(refused.status).toBe(200);
    expect(await rejection(refused.text())).toEqual(tooLarge(bytes - 1));
  });

  test.each<{ kind: string; road: typeof fetch }>([
    { kind: "undiciFetch", road: undiciFetch() },
    {
      kind: "a fetch around it that leaves the limit out",
      road: (url, init) => undiciFetch()(url, { method: init?.method ?? "GET" }),
    },
  ])("holds for a client over $kind", async ({ road }) => {
    const url = await encoded("gzip", gzipSync(json));
    const send = (maxResponseBytes: number) => sendWith(road)(httpRequest({ method: "GET", url, maxResponseBytes }));

    const whole = await send(bytes);
    const error = await rejection(send(bytes - 1));

    expect(Buffer.from(await whole.arrayBuffer()).toString()).toBe(json);
    expect(error).toMatchObject({ outcome: "unknown", cause: { code: "ERR_RESPONSE_TOO_LARGE" } });
  });

  test("takes a small body that is larger when it is encoded", async () => {
    const response = await undiciFetch()(await encoded("gzip", gzipSync("{}")), limitedTo(2));

    expect(await response.text()).toBe("{}");
  });

  test("does not count a body that HEAD has not", async () => {
    const url = await httpServer((_, response) => void response.setHeader("content-length", 1000).end());

    const response = await undiciFetch()(url, { method: "HEAD", ...limitedTo(10) });

    expect([response.status, await response.text()]).toEqual([200, ""]);
  });

  test.each([
    { kind: "says that it is", head: "content-length: 1000000000" },
    { kind: "does not end", head: "transfer-encoding: chunked" },
    { kind: "does not end, encoded,", head: "content-encoding: gzip\r\ntransfer-encoding: chunked" },
  ])("closes the connection of a body that $kind", async ({ head }) => {
    const closed = Promise.withResolvers<void>();
    let written = 0;
    const url = await rawServer((socket) => {
      socket.on("close", () => closed.resolve());
      socket.write(`HTTP/1.1 200 OK\r\n${head}\r\n\r\n`);
      const chunk = Buffer.from(`1000\r\n${"x".repeat(0x1000)}\r\n`);
      const more = () => {
        written += chunk.length;
        if (!socket.destroyed && socket.write(chunk)) setImmediate(more);
        else socket.once("drain", more);
      };
      more();
    });

    const response = await undiciFetch()(url, limitedTo(100_000));

    await closed.promise;
    expect(await rejection(response.text())).toEqual(tooLarge(100_000));
    expect(written).toBeLessThan(50_000_000);
  });
});

describe("a response without a body", () => {
  const length = "content-length: 2\r\n\r\n";
  const chunked = "transfer-encoding: chunked\r\n\r\n";
  const tails = [
    "\r\n",
    "content-length: 0\r\n\r\n",
    length,
    `${length}{}`,
    `${chunked}0\r\n\r\n`,
    `${chunked}2\r\n{}\r\n0\r\n\r\n`,
    "content-encoding: gzip\r\n\r\n",
    "connection: close\r\n\r\n",
  ];
  const responses = [204, 205, 304].flatMap((status) => tails.map((tail) => `HTTP/1.1 ${status} A\r\n${tail}`));

  test.each(responses)("is whole on both roads: %j", async (response) => {
    const url = await rawServer((socket) => socket.write(response));

    const read = await Promise.all(
      [fetch, undiciFetch()].map(async (road) => {
        const { status, arrayBuffer } = await sendWith(road)(httpRequest({ method: "DELETE", url }));
        return [status, (await arrayBuffer()).byteLength];
      }),
    );

    expect(read).toEqual(Array(2).fill([Number(response.slice(9, 12)), 0]));
  });

  test("leaves its connection to the next request, unless bytes could follow", async () => {
    const ports: unknown[] = [];
    const url = await httpServer((request, response) => {
      ports.push(request.socket.remotePort);
      response.writeHead(Number(request.url?.slice(1)), { "content-length": 0 }).end();
    });
    const fetch = undiciFetch();

    for (const status of [204, 205, 304, 204, 205, 304]) await fetch(`${url}/${status}`);

    // undici may open a second one while the first still ends its response.
    expect(new Set(ports).size).toBeLessThanOrEqual(2);
  });
});
