import { mkdtempDisposable, realpath, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commandResult } from "@sinch-fetch/workspace";

/** What git cannot do here, and what to do about it. */
export class GitProblem extends Error {
  override readonly name = "GitProblem";
}

/**
 * Runs git in a folder.
 *
 * @returns What it prints, without the line break at its end; `undefined` where it fails.
 */
export async function git(
  root: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<string | undefined> {
  const result = await commandResult(["git", ...args], { cwd: root, env }).catch(() => undefined);
  return result?.exit === 0 ? result.stdout.trimEnd() : undefined;
}

/**
 * Hands a copy of what a commit holds on, and removes it after.
 *
 * @param names What to copy, by its name at the root; names that the commit lacks are left out.
 */
export async function withCopy<Result>(
  root: string,
  commit: string,
  names: readonly string[],
  use: (copy: string) => Promise<Result>,
): Promise<Result> {
  await using folder = await mkdtempDisposable(join(await realpath(tmpdir()), "diff-"));
  const { path: copy } = folder;
  // An index of its own: that of the repository stays as it is.
  const env = { ...process.env, GIT_INDEX_FILE: join(copy, ".index") };
  const there = new Set((await git(root, ["ls-tree", "--name-only", commit]))?.split("\n"));
  for (const name of names.filter((one) => there.has(one))) {
    const read = await git(root, ["read-tree", `--prefix=${name}/`, `${commit}:${name}`], env);
    if (read === undefined) throw new GitProblem(`git cannot read ${name} of ${commit}`);
  }
  const written = await git(root, ["checkout-index", "--all", "--force", `--prefix=${copy}/`], env);
  if (written === undefined) throw new GitProblem(`git cannot copy ${commit} out`);
  // The rules of the descriptions are ES modules, as in the repository that they come from.
  await writeFile(join(copy, "package.json"), '{ "type": "module" }\n');
  return await use(copy);
}
