import { join } from "node:path";
import { REPOSITORY, runCommand } from "@sinch-fetch/workspace";

/** Holds the runtimes that are not in the workspace: together they weigh more than everything else. */
export const RUNTIMES_FOLDER = join(REPOSITORY, "tools/consumer/runtimes");

/**
 * Installs Bun, Deno, workerd and the newest Node, where that has not been done: some 600 MB.
 *
 * @throws {Error} One of them cannot be had.
 */
export async function installRuntimes(): Promise<void> {
  await runCommand(["pnpm", "install", "--frozen-lockfile", "--prefer-offline"], { cwd: RUNTIMES_FOLDER });
}
