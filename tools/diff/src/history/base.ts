import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { GitProblem, git } from "./git.ts";

/** The branch that releases are made from. */
export const MAIN = "main";
/** The version of a package that was never released. */
const UNRELEASED = "0.0.0";

const CURE =
  "the clone is shallow and does not reach back to it: run `git fetch --unshallow origin`, in GitHub Actions check out with `fetch-depth: 0`";

/**
 * Whether a folder is the root of a repository. What was unpacked from an archive is not one.
 *
 * @throws {GitProblem} It is one, and git finds nothing in it.
 */
export async function isRepository(root: string): Promise<boolean> {
  const isThere = existsSync(join(root, ".git"));
  if (isThere && (await git(root, ["rev-parse", "--verify", "HEAD"])) === undefined) {
    throw new GitProblem(
      "git finds no commit here: is it installed, does the folder belong to you, is anything committed?",
    );
  }
  return isThere;
}

/** Returns the commit that a name refers to. */
export async function commitOf(root: string, ref: string): Promise<string> {
  const commit = await git(root, ["rev-parse", "--verify", "--quiet", `${ref}^{commit}`]);
  if (commit !== undefined) return commit;
  throw new GitProblem(`there is no commit ${ref} here${(await isShallow(root)) ? `; ${CURE}` : ""}`);
}

/**
 * The commit at which the branch left main, which is HEAD itself on main.
 *
 * @returns `undefined` in a whole clone that has no main.
 * @throws {GitProblem} The clone does not reach back to it.
 */
export async function mergeBase(root: string): Promise<string | undefined> {
  for (const ref of [`refs/heads/${MAIN}`, `refs/remotes/origin/${MAIN}`]) {
    const base = await git(root, ["merge-base", "HEAD", ref]);
    if (base !== undefined) return base;
  }
  if (await isShallow(root)) throw new GitProblem(`where HEAD left ${MAIN} is not known: ${CURE}`);
  return undefined;
}

/**
 * The last release of a package.
 *
 * @returns Its version, and the commit that gave it that version, if it was ever released. `undefined` where there is no
 *   such package, or where no commit gave it its version, since it is being set just now.
 * @throws {GitProblem} The clone does not reach back to it.
 */
export async function releaseOf(root: string, name: string): Promise<{ version: string; commit?: string } | undefined> {
  const version = await versionOf(root, name);
  if (version === undefined) return undefined;
  if (version === UNRELEASED) return { version };
  const pattern = `"version": "${version.replaceAll(/[.+]/g, "[$&]")}"`;
  const manifest = manifestOf(name);
  const commit = await git(root, ["log", "-1", "--format=%H", `-G${pattern}`, "--", manifest]);
  if (commit) return { version, commit };
  if (await isShallow(root)) throw new GitProblem(`the commit of ${manifest} ${version} is not known: ${CURE}`);
  return undefined;
}

/** The version of a package at a commit, or in the working tree. */
export async function versionOf(root: string, name: string, commit?: string): Promise<string | undefined> {
  const path = manifestOf(name);
  const manifest =
    commit === undefined
      ? await readFile(join(root, path), "utf8").catch(() => undefined)
      : await git(root, ["show", `${commit}:${path}`]);
  if (manifest === undefined) return undefined;
  const { version } = JSON.parse(manifest) as { version?: string };
  return version;
}

/** The folder of a package is named as the package. */
function manifestOf(name: string): string {
  return `packages/${name.split("/").at(-1)}/package.json`;
}

async function isShallow(root: string): Promise<boolean> {
  return (await git(root, ["rev-parse", "--is-shallow-repository"])) === "true";
}
