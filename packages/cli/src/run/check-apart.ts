import { realpath } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { usageError } from "../cli-error.ts";

/** A file that a command reads or writes, and what it is for, such as `--report`. */
export type NamedFile = readonly [what: string, path: string | undefined];

/**
 * Checks that no file is meant for two things: a report would take the place of the input that a run goes on with.
 *
 * @throws {CliError} Two are the same file.
 */
export async function checkApart(files: readonly NamedFile[]): Promise<void> {
  const seen = new Map<string, string>();
  for (const [what, path] of files) {
    if (path === undefined) continue;
    const real = await realPathOf(path);
    const other = seen.get(real);
    if (other !== undefined) throw usageError(`${other} and ${what} are the same file, ${path}: name another`);
    seen.set(real, what);
  }
}

/** The path without links; of a file that is to be made, that of its folder. */
async function realPathOf(path: string): Promise<string> {
  const folder = dirname(resolve(path));
  return realpath(path).catch(async () => join(await realpath(folder).catch(() => folder), basename(path)));
}
