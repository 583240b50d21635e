import { once } from "node:events";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { runCommand } from "../src/run-command.ts";

const cwd = realpathSync(mkdtempSync(join(tmpdir(), "run-command-")));
const node = (code: string) => [process.execPath, "--eval", code];

afterAll(() => rmSync(cwd, { recursive: true }));

test("returns what a command prints, run where and with what it is told", async () => {
  const command = node("console.log(process.cwd(), process.env.GREETING, process.env.VITEST)");

  const printed = await runCommand(command, { cwd, env: { GREETING: "hi" }, timeLimitMs: 30_000 });

  expect(printed).toBe(`${cwd} hi undefined\n`);
});

test("rejects with all that a failed command has said", async () => {
  const command = node("console.log('out'); console.error('err'); process.exitCode = 3");

  const running = runCommand(command, { cwd, timeLimitMs: 30_000 });

  await expect(running).rejects.toThrow(/ended with 3:\nout\nerr\n$/);
});

test("rejects where there is no such command", async () => {
  await expect(runCommand(["/no/such/command"], { cwd, timeLimitMs: 30_000 })).rejects.toThrow("ENOENT");
});

test("ends a command that takes too long, with what it has started", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const connected = once(server, "connection");
  const { port } = server.address() as AddressInfo;
  const grandchild = `require("node:net").connect(${port}, "127.0.0.1")`;
  const command = node(
    `require("node:child_process").spawnSync(process.execPath, ["--eval", ${JSON.stringify(grandchild)}])`,
  );

  const running = runCommand(command, { cwd, timeLimitMs: 5000 });
  const [socket]: readonly Socket[] = await connected;

  await expect(running).rejects.toThrow("was stopped after 5000 ms");
  if (socket && !socket.closed) await once(socket.on("error", () => {}).resume(), "close");
  server.close();
});
