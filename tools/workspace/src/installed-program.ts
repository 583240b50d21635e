import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** A program that tests run and no package brings. */
interface Program {
  readonly label: string;
  /** What to tell a user to install. */
  readonly remedy: string;
  /** The environment variable that names it. */
  readonly variable: string;
  /** What it may be called. */
  readonly names: readonly string[];
  /** Further paths that it may have. */
  readonly paths: readonly string[];
  /** The arguments by which apt-get installs it. */
  readonly install: readonly string[];
}

/** What is asked of the machine. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isRoot: boolean;
  isExecutable(path: string): boolean;
  /** Runs a command to its end; returns whether it succeeded, and the end of its output. */
  run(command: string, args: readonly string[]): { readonly ok: boolean; readonly output: string };
}

const APT_GET = "/usr/bin/apt-get";
const QUIET = ["-qq", "-o", "DPkg::Lock::Timeout=300"];
const FOLDERS = ["/usr/bin", "/usr/local/bin", "/snap/bin"];

const CHROMIUM: Program = {
  label: "a browser",
  remedy: "install Chromium, or name one in CHROMIUM_PATH",
  variable: "CHROMIUM_PATH",
  names: ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
  paths: ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"],
  install: ["chromium"],
};

const REDIS: Program = {
  label: "a Redis",
  remedy: "install redis-server, or name one in REDIS_SERVER_PATH",
  variable: "REDIS_SERVER_PATH",
  names: ["redis-server"],
  paths: [],
  install: ["--no-install-recommends", "redis-server"],
};

/**
 * Returns the path of a Chromium, which is installed if there is none, where that is possible: as root on Debian.
 *
 * @throws {Error} There is none and none could be installed; the message says what to do.
 */
export function chromium(machine: Machine = THIS_MACHINE): string {
  return installed(CHROMIUM, machine);
}

/** Returns the path of a `redis-server`, under the same conditions as `chromium`. */
export function redisServer(machine: Machine = THIS_MACHINE): string {
  return installed(REDIS, machine);
}

function installed(program: Program, machine: Machine): string {
  const { label, remedy, install } = program;
  const found = find(program, machine);
  if (found !== undefined) return found;
  if (!machine.isRoot || !machine.isExecutable(APT_GET)) throw new Error(`The tests need ${label}: ${remedy}.`);
  for (const args of [["update"], ["install", "-y", ...install]]) {
    const { ok, output } = machine.run(APT_GET, [...args, ...QUIET]);
    if (!ok)
      throw new Error(`The tests need ${label}, and apt-get ${args[0]} failed; ${remedy}. Its output: ${output}`);
  }
  const path = find(program, machine);
  if (path === undefined) throw new Error(`apt-get succeeded, but ${label} was not found; ${remedy}.`);
  return path;
}

function find({ variable, names, paths }: Program, { env, isExecutable }: Machine): string | undefined {
  const chosen = env[variable];
  if (chosen) {
    if (isExecutable(chosen)) return chosen;
    throw new Error(`${variable} names ${chosen}, which is not a program.`);
  }
  const onPath = (env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const folders = [...new Set([...FOLDERS, ...onPath])];
  return [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...paths].find(isExecutable);
}

const THIS_MACHINE: Machine = {
  env: process.env,
  isRoot: process.getuid?.() === 0,
  isExecutable(path) {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  },
  run(command, args) {
    // By this run level a package does not start the server that it brings.
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" };
    const { status, stdout, stderr, error } = spawnSync(command, args, { env, encoding: "utf8" });
    return { ok: status === 0, output: (error?.message ?? `${stdout}${stderr}`).trim().slice(-500) };
  },
};
