import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, readdirSync } from "node:fs";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PUBLIC_PACKAGES, REPOSITORY } from "@sinch-fetch/workspace";
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { rehearse } from "../src/rehearsal.ts";
import { folderWith } from "./temporary.ts";

const MAIN = fileURLToPath(new URL("../src/rehearse.ts", import.meta.url));

afterEach(() => vi.unstubAllEnvs());

test("the packages are released, installed and used as they must be, and nothing is left behind", async () => {
  const temporary = folderWith({});
  vi.stubEnv("TMPDIR", temporary);
  const before = status();
  const lines: string[] = [];

  const { arrivals, problems } = await rehearse(REPOSITORY, (line) => lines.push(line), new AbortController().signal);

  expect(problems).toEqual([]);
  expect(arrivals.map(({ name }) => name)).toEqual(PUBLIC_PACKAGES.map(({ name }) => name));
  for (const { name, version } of arrivals) {
    expect(Number(version.split(".")[0])).toBeGreaterThanOrEqual(1);
    expect(lines).toContainEqual(expect.stringMatching(new RegExp(`^${name} ${version} +(✓ *){9}$`)));
  }
  expect(lines).toContainEqual(expect.stringMatching(/^programs of the last release/));
  expect(readdirSync(temporary)).toEqual([]);
  expect(status()).toBe(before);
}, 900_000);

test("a rehearsal that is interrupted leaves nothing behind either", async () => {
  const temporary = folderWith({});
  const connections = new Set<Socket>();
  const server = createServer((socket) => {
    connections.add(socket);
    // A program that is killed may reset its connection.
    socket.on("error", () => {}).resume();
    socket.on("close", () => connections.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  // It runs until it is ended, as does what it starts. Both are connected for so long, which shows on any system.
  const program = `'${process.execPath}' --eval 'require("node:net").connect(${port}, "127.0.0.1")'`;
  const tools = folderWith({ pnpm: `#!/bin/sh\n${program} &\n${program}\n` });
  chmodSync(join(tools, "pnpm"), 0o755);
  const child = spawn(process.execPath, [MAIN], {
    env: { ...process.env, TMPDIR: temporary, PATH: `${tools}:${process.env.PATH}` },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const closed = once(child, "close");
  // Its installation is under way.
  await expect.poll(() => connections.size, { timeout: 60_000 }).toBe(2);

  child.kill("SIGTERM");
  const [code] = await closed;

  expect(code).toBe(1);
  expect(readdirSync(temporary)).toEqual([]);
  await expect.poll(() => connections.size, { timeout: 60_000 }).toBe(0);
}, 120_000);

/** What git sees as changed in this repository. */
function status(): string {
  return execFileSync("git", ["status", "--porcelain"], { cwd: REPOSITORY, encoding: "utf8" });
}
