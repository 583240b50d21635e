import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { end, freePort, saying } from "./child-server.ts";

/** A Redis of its own. */
export interface RedisServer {
  readonly url: string;
  readonly port: number;
  /** Ends it. */
  down(): Promise<void>;
  /** Starts it again, with what it wrote. */
  up(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts a Redis on a free port of this machine, with an append-only file.
 *
 * @param path That of `redis-server`.
 * @param more Further arguments.
 */
export async function startRedis(path: string, ...more: readonly string[]): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), "redis-"));
  const port = await freePort();
  const args = [
    "--port",
    `${port}`,
    "--bind",
    "127.0.0.1",
    "--save",
    "",
    "--appendonly",
    "yes",
    "--dir",
    folder,
    ...more,
  ];
  const start = async () => {
    const server = spawn(path, args, { stdio: ["ignore", "pipe", "pipe"] });
    await saying(server, "Ready to accept connections");
    return server;
  };
  let server = await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    down: () => end(server, "SIGTERM"),
    async up() {
      server = await start();
    },
    async stop() {
      await end(server, "SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
