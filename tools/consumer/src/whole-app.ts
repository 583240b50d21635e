import { cp, mkdir, readdir, realpath, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { commandResult } from "@sinch-fetch/workspace";
import { NEWEST_COMPILER } from "./compiler.ts";
import { RUNTIMES_FOLDER } from "./install-runtimes.ts";

const CONSUMER = fileURLToPath(new URL("..", import.meta.url));
const APPS = join(CONSUMER, "apps");

/** Copies the app of Next that the guide builds up. */
export async function copyWholeApp(folder: string): Promise<void> {
  for (const file of ["sinch.ts", "receive.ts", "app"])
    await cp(join(APPS, file), join(folder, file), { recursive: true });
}

/** A folder as a reader has it who has followed the guide: the packages, what else it says to install, and its files. */
export async function wholeApp(project: string, name: string, tsconfig: string): Promise<string> {
  const folder = join(project, "..", name);
  const link = async (from: string, dependency: string) => {
    const to = join(folder, "node_modules", dependency);
    await mkdir(dirname(to), { recursive: true });
    await symlink(await realpath(join(from, "node_modules", dependency)), to);
  };
  await Promise.all([
    ...["conversation", "auth"].map((one) => link(project, `@sinch-fetch/${one}`)),
    ...["express", "@types/express", "@types/aws-lambda"].map((one) => link(RUNTIMES_FOLDER, one)),
    link(CONSUMER, "@types/node"),
  ]);
  for (const file of await readdir(APPS)) {
    if (file.endsWith(".ts")) await cp(join(APPS, file), join(folder, file));
  }
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  await writeFile(join(folder, "tsconfig.json"), tsconfig);
  return folder;
}

/** Runs the newest `tsc` in a folder as its user does; returns what it prints. */
export async function tsc(folder: string): Promise<string> {
  const args = [process.execPath, NEWEST_COMPILER.path, "--pretty", "false"];
  const { stdout, stderr } = await commandResult(args, { cwd: folder });
  return stdout + stderr;
}
