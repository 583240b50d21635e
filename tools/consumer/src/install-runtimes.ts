import { join } from "node:path";
import { installApart, REPOSITORY, readManifest } from "@sinch-fetch/workspace";

/** Holds the runtimes and the compilers that are not in the workspace: together they weigh more than everything else. */
export const RUNTIMES_FOLDER = join(REPOSITORY, "tools/consumer/runtimes");

const { dependencies: PINNED = {} } = readManifest(RUNTIMES_FOLDER);

/**
 * Installs Bun, Deno, workerd, three further Nodes and two older TypeScripts, where that has not been done: some 1000 MB.
 *
 * @throws {CommandError} One of them cannot be had.
 */
export async function installRuntimes(): Promise<void> {
  await installApart(RUNTIMES_FOLDER);
}

/** Returns the path of a file of what is installed there, such as `bun/bin/bun.exe`. */
export function installedPath(file: string): string {
  return join(RUNTIMES_FOLDER, "node_modules", file);
}

/** Returns the version of a dependency there, which is pinned; `npm:node@26.10.0` is one of 26.10.0. */
export function pinnedVersion(dependency: string): string {
  const version = PINNED[dependency]?.split("@").at(-1);
  if (version === undefined) throw new Error(`${dependency} is not in ${RUNTIMES_FOLDER}/package.json`);
  return version;
}
