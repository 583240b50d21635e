import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import type * as Playwright from "playwright-core";

/** A program that tests run and no package brings. */
interface Program {
  readonly label: string;
  /** What a user is asked to install. */
  readonly remedy: string;
  /** What it may be called. */
  readonly names: readonly string[];
  /** Further paths that it may have. */
  readonly paths?: readonly string[];
  /** The arguments by which apt-get installs it. */
  readonly install: readonly string[];
  /** The library that downloads it for the user, where there is one: by arguments of Node, and to where. */
  readonly library?: { download(): readonly string[]; path(): string };
}

/** Returns the path of a program, or installs it; see `chromium`. */
type Look = (machine?: Machine) => string;

/** A way to install a program: commands to run one after another. */
type Way = readonly (readonly [command: string, ...args: string[]])[];

/** A program was not found, and could not be installed. The message says what to do. */
export class MissingProgram extends Error {
  override readonly name = "MissingProgram";
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
const TIME_LIMIT_MS = 600_000;
const require = createRequire(import.meta.url);
const FOLDERS = ["/usr/bin", "/usr/local/bin", "/snap/bin"];

/** Debian keeps the programs of each version in a folder of its own. */
const POSTGRES_VERSIONS = ["18", "17", "16", "15", "14"];

/** The programs, by the environment variable that names each. */
const PROGRAMS = {
  CHROMIUM_PATH: {
    label: "a browser",
    remedy: "install Chromium, or name one in CHROMIUM_PATH",
    names: ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
    paths: ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"],
    install: ["chromium"],
    library: {
      download: () => [
        join(require.resolve("playwright-core/package.json"), "../cli.js"),
        "install",
        "--no-shell",
        "chromium",
      ],
      path: () => (require("playwright-core") as typeof Playwright).chromium.executablePath(),
    },
  },
  REDIS_SERVER_PATH: {
    label: "a Redis",
    remedy: "install redis-server, or name one in REDIS_SERVER_PATH",
    names: ["redis-server"],
    install: ["--no-install-recommends", "redis-server"],
  },
  POSTGRES_PATH: {
    label: "a PostgreSQL",
    remedy: "install postgresql, or name its program postgres in POSTGRES_PATH",
    names: ["postgres"],
    paths: POSTGRES_VERSIONS.map((version) => `/usr/lib/postgresql/${version}/bin/postgres`),
    install: ["--no-install-recommends", "postgresql"],
  },
  BASH_PATH: shell("bash"),
  ZSH_PATH: shell("zsh"),
  FISH_PATH: shell("fish"),
} satisfies Readonly<Record<string, Program>>;
type Variable = keyof typeof PROGRAMS;

/**
 * Returns the path of a Chromium. It is looked for in `CHROMIUM_PATH` and on the system; then it is installed, by apt-get
 * as root on Debian, else by the download of the browser library.
 *
 * @throws {MissingProgram} There is none and none could be installed; the message says what to do.
 * @throws {Error} `CHROMIUM_PATH` names something else.
 */
export const chromium = look("CHROMIUM_PATH");
/** Returns the path of a `redis-server`. As `chromium`, with `REDIS_SERVER_PATH`, and no library downloads it. */
export const redisServer = look("REDIS_SERVER_PATH");
/** Returns the path of a `postgres`, beside which is `initdb`. As `redisServer`, with `POSTGRES_PATH`. */
export const postgres = look("POSTGRES_PATH");
/** Returns the path of a `bash`. As `redisServer`, with `BASH_PATH`. */
export const bash = look("BASH_PATH");
/** Returns the path of a `zsh`. As `redisServer`, with `ZSH_PATH`. */
export const zsh = look("ZSH_PATH");
/** Returns the path of a `fish`. As `redisServer`, with `FISH_PATH`. */
export const fish = look("FISH_PATH");

/**
 * Returns the path of a program for tests, which are skipped where it cannot be had. With `CI` set none may be skipped.
 *
 * @param look `chromium`, `redisServer` and the like.
 * @returns `undefined` where the tests are to be skipped.
 * @throws {MissingProgram} It cannot be had, and `CI` is set.
 */
export function programForTests(look: Look, machine: Machine = THIS_MACHINE): string | undefined {
  try {
    return look(machine);
  } catch (error) {
    if (machine.env.CI || !(error instanceof MissingProgram)) throw error;
    return undefined;
  }
}

/**
 * Looks once for all that tests run, and installs what is missing where that is possible.
 *
 * @returns The environment variables of this process, in which each program is named, or empty where there is none; and
 * what to install, a sentence for each that is missing.
 * @throws {MissingProgram} One cannot be had, and `CI` is set, so that no test may be skipped.
 */
export function testPrograms(machine: Machine = THIS_MACHINE): { env: NodeJS.ProcessEnv; missing: readonly string[] } {
  const env = { ...machine.env };
  const missing: string[] = [];
  for (const variable of Object.keys(PROGRAMS) as Variable[]) {
    try {
      env[variable] = look(variable)(machine);
    } catch (error) {
      if (machine.env.CI || !(error instanceof MissingProgram)) throw error;
      env[variable] = "";
      // The further lines are the output of what could not install it.
      missing.push(error.message.split("\n", 1).join());
    }
  }
  return { env, missing };
}

function shell(name: string): Program {
  const remedy = `install ${name}, or name one in ${name.toUpperCase()}_PATH`;
  return { label: name, remedy, names: [name], install: ["--no-install-recommends", name] };
}

function look(variable: Variable): Look {
  const program: Program = PROGRAMS[variable];
  const { label, remedy } = program;
  return (machine = THIS_MACHINE) => {
    const found = find(variable, machine);
    if (found !== undefined) return found;
    let problem = `The tests need ${label}: ${remedy}.`;
    // An empty variable says that there is none, and that none is to be installed.
    if (machine.env[variable] === "") throw new MissingProgram(problem);
    for (const way of waysToInstall(program, machine)) {
      const failure = failureOf(way, machine);
      if (failure !== undefined) {
        problem = `The tests need ${label}, and ${failure.step} failed: ${remedy}.\n${failure.output}`;
        continue;
      }
      const path = find(variable, machine);
      if (path !== undefined) return path;
      problem = `The tests need ${label}, which was installed, but not found; ${remedy}.`;
    }
    throw new MissingProgram(problem);
  };
}

function waysToInstall({ install, library }: Program, { isRoot, isExecutable }: Machine): readonly Way[] {
  const apt: Way = [
    [APT_GET, "update", ...QUIET],
    [APT_GET, "install", "-y", ...install, ...QUIET],
  ];
  const ways = isRoot && isExecutable(APT_GET) ? [apt] : [];
  return library ? [...ways, [[process.execPath, ...library.download()]]] : ways;
}

function failureOf(way: Way, machine: Machine): { readonly step: string; readonly output: string } | undefined {
  for (const [command, ...args] of way) {
    const { ok, output } = machine.run(command, args);
    if (!ok) return { step: command === APT_GET ? `apt-get ${args[0]}` : "its download", output };
  }
  return undefined;
}

function find(variable: Variable, machine: Machine): string | undefined {
  const { names, paths = [], library }: Program = PROGRAMS[variable];
  const { env, isExecutable } = machine;
  const chosen = env[variable];
  if (chosen === "") return undefined;
  if (chosen !== undefined) {
    if (isExecutable(chosen)) return chosen;
    throw new Error(`${variable} names ${chosen}, which is not a program.`);
  }
  const onPath = (env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const folders = [...new Set([...FOLDERS, ...onPath])];
  const onSystem = [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...paths].find(
    isExecutable,
  );
  if (onSystem !== undefined || library === undefined) return onSystem;
  const downloaded = library.path();
  // A download runs only where the system has the libraries that it needs.
  return isExecutable(downloaded) && machine.run(downloaded, ["--version"]).ok ? downloaded : undefined;
}

/** The machine that this process runs on. */
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
    const { status, stdout, stderr, error } = spawnSync(command, args, {
      env,
      encoding: "utf8",
      timeout: TIME_LIMIT_MS,
    });
    return { ok: status === 0, output: (error?.message ?? `${stdout}${stderr}`).trim().slice(-500) };
  },
};
