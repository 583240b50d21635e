import { access } from "node:fs/promises";
import { join } from "node:path";
import { type Git, GitProblem } from "./git.ts";

/** The branch that releases are made from. */
export const MAIN = "main";

const CURE =
  "the clone is shallow and does not reach back to it: run `git fetch --unshallow origin`, in GitHub Actions check out with `fetch-depth: 0`";

/** Returns the commit that a name refers to. */
export async function commitOf(git: Git, ref: string): Promise<string> {
  const commit = await git.ask("rev-parse", "--verify", "--quiet", `${ref}^{commit}`);
  if (commit === undefined) throw new GitProblem(`there is no commit ${ref} here${await hint(git)}`);
  return commit;
}

/**
 * The commit at which the branch left main, which is HEAD itself on main.
 *
 * @returns `undefined` in a whole clone that has no main.
 * @throws {GitProblem} The clone does not reach back to it.
 */
export async function mergeBase(git: Git): Promise<string | undefined> {
  for (const ref of [`refs/heads/${MAIN}`, `refs/remotes/origin/${MAIN}`]) {
    const base = await git.ask("merge-base", "HEAD", ref);
    if (base !== undefined) return base;
  }
  if (await isShallow(git)) throw new GitProblem(`where HEAD left ${MAIN} is not known: ${CURE}`);
  return undefined;
}

/**
 * The commit that gave a package its version.
 *
 * @returns `undefined` where no commit did: the version is being set just now.
 * @throws {GitProblem} The clone does not reach back to it.
 */
export async function releaseCommit(git: Git, manifest: string, version: string): Promise<string | undefined> {
  const pattern = `"version": "${version.replaceAll(/[.+]/g, "[$&]")}"`;
  const commit = await git.ask("log", "-1", "--format=%H", `-G${pattern}`, "--", manifest);
  if (commit) return commit;
  if (await isShallow(git)) throw new GitProblem(`the commit of ${manifest} ${version} is not known: ${CURE}`);
  return undefined;
}

/**
 * Whether a folder is the root of a repository. What was unpacked from an archive is not one.
 *
 * @throws {GitProblem} It is one, and git finds nothing in it.
 */
export async function isRepository(git: Git, root: string): Promise<boolean> {
  const isThere = await access(join(root, ".git")).then(
    () => true,
    () => false,
  );
  if (isThere && (await git.ask("rev-parse", "--verify", "HEAD")) === undefined) {
    throw new GitProblem(
      "git finds no commit here: is it installed, does the folder belong to you, is anything committed?",
    );
  }
  return isThere;
}

async function isShallow(git: Git): Promise<boolean> {
  return (await git.ask("rev-parse", "--is-shallow-repository")) === "true";
}

async function hint(git: Git): Promise<string> {
  return (await isShallow(git)) ? `; ${CURE}` : "";
}
