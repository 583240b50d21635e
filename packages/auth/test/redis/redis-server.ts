import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { accessSync, constants, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

const APT_GET = "/usr/bin/apt-get";
const REMEDY = "install redis-server, or name one in REDIS_SERVER_PATH";

/** A Redis of its own, without persistence. */
export interface RedisServer {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Starts a Redis on a free port of this machine. It is installed if there is none, where that is possible: as root on
 * Debian.
 */
export async function startRedis(): Promise<RedisServer> {
  const path = find() ?? install();
  const folder = mkdtempSync(join(tmpdir(), "redis-"));
  const port = await freePort();
  const args = ["--port", `${port}`, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", folder];
  const server = spawn(path, args, { stdio: ["ignore", "pipe", "pipe"] });
  await ready(server);
  return {
    url: `redis://127.0.0.1:${port}`,
    async stop() {
      const ended = new Promise((resolve) => server.once("exit", resolve));
      if (server.exitCode === null && server.signalCode === null && server.kill()) await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function find(): string | undefined {
  const { REDIS_SERVER_PATH: chosen, PATH = "" } = process.env;
  if (chosen) {
    if (isExecutable(chosen)) return chosen;
    throw new Error(`REDIS_SERVER_PATH names ${chosen}, which is not a program.`);
  }
  const folders = ["/usr/bin", "/usr/local/bin", ...PATH.split(delimiter).filter((folder) => folder !== "")];
  return folders.map((folder) => join(folder, "redis-server")).find(isExecutable);
}

function install(): string {
  if (process.getuid?.() !== 0 || !isExecutable(APT_GET)) throw new Error(`The tests need a Redis: ${REMEDY}.`);
  for (const args of [["update"], ["install", "-y", "--no-install-recommends", "redis-server"]]) {
    // By this run level the package does not start a server of its own.
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" };
    const quiet = ["-qq", "-o", "DPkg::Lock::Timeout=300"];
    const { status, stdout, stderr } = spawnSync(APT_GET, [...args, ...quiet], { env, encoding: "utf8" });
    const said = `${stdout}${stderr}`.trim().slice(-500);
    if (status !== 0)
      throw new Error(`The tests need a Redis, and apt-get ${args[0]} failed; ${REMEDY}. It said: ${said}`);
  }
  const installed = find();
  if (installed === undefined) throw new Error(`apt-get installed no Redis that can be found; ${REMEDY}.`);
  return installed;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== "object" || address === null) throw new Error("a port has no number");
  return address.port;
}

async function ready(server: ChildProcess): Promise<void> {
  let said = "";
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.once("exit", (code) => reject(new Error(`redis-server ended with ${code}: ${said}`)));
    server.stdout?.on("data", (text) => {
      said += text;
      if (said.includes("Ready to accept connections")) resolve();
    });
  });
}
