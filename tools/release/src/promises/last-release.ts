import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type CommandOptions, commandResult, publicPackages, runCommand } from "@sinch-fetch/workspace";

/** The version of a package that was never released. */
const UNRELEASED = "0.0.0";
/** The tags of releases, but for prereleases. */
const RELEASES = ["--match=@sinch-fetch/*@*", "--exclude=@sinch-fetch/*@*-*"];

/**
 * Copies the tree of the last release out of a repository.
 *
 * @param root The repository. Its index and working tree stay as they are.
 * @param tree The folder to put it in, which is made.
 * @returns One of its tags, such as `@sinch-fetch/http@1.2.0`, and the version that each package had then, by its name;
 * `undefined` where nothing was released yet: no tag leads here.
 * @throws {Error} The clone is shallow, so that its tags are not known, and something was released.
 */
export async function takeLastRelease(root: string, tree: string, surroundings: Omit<CommandOptions, "cwd">) {
  // An index of its own: that of the repository stays as it is.
  const env = { ...(surroundings.env ?? process.env), GIT_INDEX_FILE: join(tree, ".index") };
  const options = { ...surroundings, cwd: root, env };
  const git = (...args: readonly string[]) => runCommand(["git", ...args], options);
  const described = await commandResult(["git", "describe", "--tags", "--abbrev=0", ...RELEASES], options);
  if (described.exit !== 0) {
    const isUnreleased = publicPackages(root).every(({ manifest }) => manifest.version === UNRELEASED);
    const isShallow = (await git("rev-parse", "--is-shallow-repository")).trim() === "true";
    if (isShallow && !isUnreleased)
      throw new Error("the clone is shallow, so the last release is not known: run git fetch --unshallow --tags");
    return undefined;
  }
  const tag = described.stdout.trim();
  await mkdir(tree, { recursive: true });
  await git("read-tree", tag);
  await git("checkout-index", "--all", `--prefix=${tree}/`);
  return { tag, versions: new Map(publicPackages(tree).map(({ name, manifest }) => [name, manifest.version])) };
}
