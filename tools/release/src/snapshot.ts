import { existsSync } from "node:fs";
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { type CommandOptions, runCommand } from "@sinch-fetch/workspace";

/**
 * Copies a repository as it stands, with what is not committed yet and without what git ignores, and makes the copy a
 * repository of one commit, which a release may then change and tag.
 */
export async function takeSnapshot(
  root: string,
  copy: string,
  surroundings: Omit<CommandOptions, "cwd">,
): Promise<void> {
  const git = (cwd: string, ...args: string[]) => runCommand(["git", ...args], { ...surroundings, cwd });
  const listed = await git(root, "ls-files", "--cached", "--others", "--exclude-standard", "-z");
  const files = listed.split("\0").filter((file) => file !== "" && existsSync(join(root, file)));
  for (const file of new Set(files)) await cp(join(root, file), join(copy, file), { verbatimSymlinks: true });
  await git(copy, "init", "--quiet");
  await git(copy, "add", "--all");
  await git(copy, "commit", "--quiet", "--message", "The tree of the rehearsal");
}
