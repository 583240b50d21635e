import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { fileURLToPath } from "node:url";
import { undiciFetch } from "@sinch-fetch/http/undici";
import { describe, expect, onTestFinished, test } from "vitest";
import { oauth2 } from "../src/index.ts";
import { httpRequest } from "./http-request.ts";
import { recordingApi } from "./recording-api.ts";

const TOKEN = '{"access_token":"t0k3n","expires_in":3600}';
const RESPONSE = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${TOKEN.length}\r\n\r\n${TOKEN}`;

/** A server that swallows what comes on its first connections, and answers on the others. */
async function swallowing(connections: number) {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    const isSilent = sockets.length <= connections;
    socket.on("error", () => {});
    socket.on("data", () => {
      if (!isSilent) socket.write(RESPONSE);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = Object(server.address());
  return { url: `http://127.0.0.1:${port}/token`, sockets };
}

describe("a connection to the token endpoint that swallows the request", () => {
  test.each([
    { road: "the platform's fetch", fetch: undefined },
    { road: "undiciFetch", fetch: undiciFetch() },
  ])("is given up for a fresh one in the call's time, by $road", async ({ fetch }) => {
    const { url, sockets } = await swallowing(1);
    const api = recordingApi();
    const auth = oauth2({ keyId: "key-id", keySecret: "hunter2", tokenUrl: url, fetch });

    await Promise.all(Array.from({ length: 20 }, () => auth.authorize(httpRequest({ timeoutMs: 1500 }), api.next)));

    expect(api.credentials()).toEqual(Array.from({ length: 20 }, () => "Bearer t0k3n"));
    // undici may open one in advance too, in place of the one that was destroyed.
    expect(sockets.length).toBeGreaterThan(1);
    expect(sockets[0]?.destroyed).toBe(true);
  });

  test("keeps no process alive for a call that was aborted", async () => {
    const { url } = await swallowing(9);
    const program = fileURLToPath(new URL("./unwaited-call.ts", import.meta.url));
    const startedAtMs = performance.now();

    const child = spawn(process.execPath, [program, url]);
    const [code] = await once(child, "exit");

    expect(code).toBe(0);
    expect(performance.now() - startedAtMs).toBeLessThan(4000);
  });
});
