import { runCommand } from "./run-command.ts";

/**
 * Installs a folder that is a workspace of its own, from its own lockfile, where that has not been done.
 *
 * Such a folder holds what is heavy and what only some tests need, so that the root's install stays small.
 *
 * @param options.signal Ends the installation.
 * @throws {CommandError} pnpm is not on the PATH, or a package cannot be had.
 */
export async function installApart(folder: string, options: { readonly signal?: AbortSignal } = {}): Promise<void> {
  await runCommand(["pnpm", "install", "--frozen-lockfile", "--prefer-offline"], { ...options, cwd: folder });
}
