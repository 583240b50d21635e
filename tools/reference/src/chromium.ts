import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const FOLDERS = ["/usr/bin", "/usr/local/bin", "/snap/bin"];
const ELSEWHERE = ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];
const APT_GET = "/usr/bin/apt-get";
const QUIET = ["-qq", "-o", "DPkg::Lock::Timeout=300"];

/** What is asked of the machine. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isRoot: boolean;
  isExecutable(path: string): boolean;
  /** Runs a command to its end; tells whether it succeeded, and the end of what it said. */
  run(command: string, args: readonly string[]): { readonly ok: boolean; readonly said: string };
}

/**
 * The path of a Chromium, which is installed if there is none, where that is possible: as root on Debian.
 *
 * @throws {Error} There is none and none could be installed; the message says what to do.
 */
export function chromium(machine: Machine = THIS_MACHINE): string {
  const found = find(machine);
  if (found !== undefined) return found;
  const remedy = "install Chromium, or name one in CHROMIUM_PATH";
  if (!machine.isRoot || !machine.isExecutable(APT_GET)) throw new Error(`The tests need a browser: ${remedy}.`);
  for (const args of [["update"], ["install", "-y", "chromium"]]) {
    const { ok, said } = machine.run(APT_GET, [...args, ...QUIET]);
    if (!ok) throw new Error(`The tests need a browser, and apt-get ${args[0]} failed; ${remedy}. It said: ${said}`);
  }
  const installed = find(machine);
  if (installed === undefined) throw new Error(`apt-get installed no Chromium that can be found; ${remedy}.`);
  return installed;
}

function find({ env, isExecutable }: Machine): string | undefined {
  const { CHROMIUM_PATH: chosen, PATH = "" } = env;
  if (chosen) {
    if (isExecutable(chosen)) return chosen;
    throw new Error(`CHROMIUM_PATH names ${chosen}, which is not a program.`);
  }
  const folders = [...new Set([...FOLDERS, ...PATH.split(delimiter).filter((folder) => folder !== "")])];
  const paths = [...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), ...ELSEWHERE];
  return paths.find((path) => isExecutable(path));
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
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    const { status, stdout, stderr, error } = spawnSync(command, args, { env, encoding: "utf8" });
    return { ok: status === 0, said: (error?.message ?? `${stdout}${stderr}`).trim().slice(-500) };
  },
};
