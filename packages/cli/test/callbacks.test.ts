import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { sendCallback } from "@sinch-fetch/mock";
import { afterEach, expect, test } from "vitest";
import { freePort } from "./free-port.ts";
import { bareEnvironment, CLI } from "./stage.ts";

const SECRET = "the-secret-of-the-webhook";
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Starts to listen, and collects what it prints. */
async function listen(...args: readonly string[]) {
  const port = await freePort();
  const env = { ...bareEnvironment("/tmp"), SINCH_WEBHOOK_SECRET: SECRET };
  const child: ChildProcess = spawn(process.execPath, [CLI, "callbacks", "listen", "--port", String(port), ...args], {
    env,
  });
  closing.push(() => child.kill());
  const said = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name]?.setEncoding("utf8").on("data", (text) => {
      said[name] += text;
    });
  }
  await expect.poll(() => said.stderr, { timeout: 30_000 }).toContain("Listening on");
  return { url: `http://127.0.0.1:${port}/callbacks`, said, child };
}

/** A local program that gets callbacks, and responds with a status. */
async function program(status: number) {
  const got: { body: string; headers: NodeJS.Dict<string | string[]> }[] = [];
  const server: Server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (text) => {
      body += text;
    });
    request.on("end", () => {
      got.push({ body, headers: request.headers });
      response.writeHead(status).end();
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(() => server.close());
  return { got, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/in` };
}

test("prints a verified callback, refuses a forged one, and ends at Ctrl-C", async () => {
  const { url, said, child } = await listen();

  const taken = await sendCallback({ url, trigger: "MESSAGE_DELIVERY", secret: SECRET, example: "rich" });
  const forged = await sendCallback({ url, trigger: "MESSAGE_DELIVERY", secret: "another" });
  child.kill("SIGINT");
  const [code] = await once(child, "exit");

  expect([taken.status, forged.status, code]).toEqual([200, 401, 0]);
  expect(said.stdout).toMatch(/^\d\d:\d\d:\d\d {2}MESSAGE_DELIVERY {2}FAILED {2}[^\n]+\n$/);
  expect(said.stderr).toContain("refused: ");
  expect(`${said.stdout}${said.stderr}`).not.toContain(SECRET);
});

test("prints JSON lines, and hands on what came, body and headers as they were", async () => {
  const { got, url: forward } = await program(204);
  const { url, said } = await listen("--json", "--forward", forward);

  const { status, request } = await sendCallback({ url, trigger: "MESSAGE_INBOUND", secret: SECRET });

  expect(status).toBe(200);
  expect(JSON.parse(said.stdout)).toMatchObject({ trigger: "MESSAGE_INBOUND", received: expect.any(String) });
  expect(got).toEqual([
    {
      body: request.body,
      headers: expect.objectContaining({ "x-sinch-webhook-signature": request.headers["x-sinch-webhook-signature"] }),
    },
  ]);
});

test("has Sinch send a callback again that the local program did not take", async () => {
  const { got, url: forward } = await program(500);
  const { url, said } = await listen("--forward", forward);

  const first = await sendCallback({ url, trigger: "OPT_OUT", secret: SECRET, nonce: "once" });
  const second = await sendCallback({ url, trigger: "OPT_OUT", secret: SECRET, nonce: "once" });

  expect([first.status, second.status, got.length]).toEqual([500, 500, 2]);
  expect(said.stdout).toBe("");
  expect(said.stderr).toContain("responded with 500");
});

test("hands nothing on that is not signed", async () => {
  const { got, url: forward } = await program(200);
  const { url } = await listen("--forward", forward);

  const forged = await sendCallback({ url, trigger: "OPT_IN" });

  expect([forged.status, got.length]).toEqual([401, 0]);
});
