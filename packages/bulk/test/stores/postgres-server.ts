import { execFileSync, spawn } from "node:child_process";
import { chownSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { end, freePort, saying } from "./child-server.ts";

/** A PostgreSQL of its own. */
export interface PostgresServer {
  readonly url: string;
  /** Ends it. */
  down(): Promise<void>;
  /** Starts it again, with what it wrote. */
  up(): Promise<void>;
  stop(): Promise<void>;
}

/** The user that it runs as where the tests run as root, which it refuses. */
const NOBODY = 65_534;

/**
 * Starts a PostgreSQL on a free port of this machine.
 *
 * @param path That of `postgres`.
 */
export async function startPostgres(path: string): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), "postgres-"));
  const user = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  if (user.uid) chownSync(folder, user.uid, user.gid);
  const data = join(folder, "data");
  const initdb = join(dirname(realpathSync(path)), "initdb");
  const env = { ...process.env, LC_ALL: "C" };
  execFileSync(initdb, ["-D", data, "-U", "test", "-A", "trust", "-N", "-E", "UTF8"], {
    ...user,
    env,
    cwd: folder,
    stdio: "pipe",
  });
  const port = await freePort();
  const settings = ["listen_addresses=127.0.0.1", `unix_socket_directories=${folder}`, "synchronous_commit=off"];
  const args = ["-D", data, "-p", `${port}`, ...settings.flatMap((setting) => ["-c", setting])];
  const start = async () => {
    const server = spawn(path, args, { ...user, env, cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
    await saying(server, "ready to accept connections");
    return server;
  };
  let server = await start();
  return {
    url: `postgres://test@127.0.0.1:${port}/postgres`,
    down: () => end(server, "SIGINT"),
    async up() {
      server = await start();
    },
    async stop() {
      await end(server, "SIGQUIT");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
