import { mkdtemp, readFile, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { releaseCommit } from "./base.ts";
import type { Git } from "./git.ts";

/** The version of a package that was never released. */
const UNRELEASED = "0.0.0";

/** The last release of a package. */
export interface Release {
  readonly version: string;
  /** Absent for a package that was never released. */
  readonly commit: string | undefined;
}

/** The last release of a package; `undefined` where there is no such package, or its version is being set just now. */
export async function releaseOf(root: string, git: Git, name: string): Promise<Release | undefined> {
  const version = await versionIn(root, name);
  if (version === undefined) return undefined;
  if (version === UNRELEASED) return { version, commit: undefined };
  const commit = await releaseCommit(git, manifestOf(name), version);
  return commit === undefined ? undefined : { version, commit };
}

/** The folder of a package is named as the package. */
export function manifestOf(name: string): string {
  return `packages/${name.split("/").at(-1)}/package.json`;
}

/** The version of a package in the working tree. */
export async function versionIn(root: string, name: string): Promise<string | undefined> {
  const manifest = await readFile(join(root, manifestOf(name)), "utf8").catch(() => undefined);
  return manifest === undefined ? undefined : versionOf(manifest);
}

/** The version that a manifest says. */
export function versionOf(manifest: string): string | undefined {
  const { version } = JSON.parse(manifest) as { version?: string };
  return version;
}

/**
 * Hands a copy of what a commit holds on, and removes it after.
 *
 * @param names What to copy, by its name at the root.
 */
export async function withCopy<Result>(
  git: Git,
  commit: string,
  names: readonly string[],
  use: (copy: string) => Promise<Result>,
): Promise<Result> {
  const copy = await realpath(await mkdtemp(join(tmpdir(), "diff-")));
  try {
    await git.copyOut(commit, names, copy);
    return await use(copy);
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}
