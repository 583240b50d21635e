import { existsSync } from "node:fs";
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { type CommandOptions, runCommand } from "@sinch-fetch/workspace";

/** The author of the commits and tags of a rehearsal, on any machine. */
const GIT = {
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_AUTHOR_NAME: "rehearsal",
  GIT_AUTHOR_EMAIL: "rehearsal@localhost",
  GIT_COMMITTER_NAME: "rehearsal",
  GIT_COMMITTER_EMAIL: "rehearsal@localhost",
};

/** What pnpm, turbo, vitest and git say in the environment about the run that they are in. */
const OF_THIS_RUN =
  /^(npm_(command|execpath|lifecycle_.*|node_execpath|package_.*)|pnpm_script_.*|INIT_CWD|(TURBO|VITEST|GIT)_.*)$/;

/** The environment of this process for another run of the same tools, which would take what this one says for its own. */
export function freshEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !OF_THIS_RUN.test(name));
  return { ...Object.fromEntries(kept), ...GIT };
}

/**
 * Makes a copy of a repository that a release can be made from: as it stands, with what is not committed yet and without
 * what git ignores, as a repository of one commit, with all installed that a release needs.
 */
export async function makeReleasableCopy(
  root: string,
  copy: string,
  surroundings: Omit<CommandOptions, "cwd">,
): Promise<void> {
  const run = (cwd: string, ...command: string[]) => runCommand(command, { ...surroundings, cwd });
  const listed = await run(root, "git", "ls-files", "--cached", "--others", "--exclude-standard", "-z");
  const files = listed.split("\0").filter((file) => file !== "" && existsSync(join(root, file)));
  for (const file of new Set(files)) await cp(join(root, file), join(copy, file), { verbatimSymlinks: true });
  await run(copy, "git", "init", "--quiet");
  await run(copy, "git", "add", "--all");
  await run(copy, "git", "commit", "--quiet", "--message", "The tree of the rehearsal");
  await run(copy, "pnpm", "install", "--frozen-lockfile", "--prefer-offline");
  // What checks the packed packages comes from where this machine gets packages, as long as that can be reached.
  await run(copy, "pnpm", "--filter=@sinch-fetch/release", "apart");
}
