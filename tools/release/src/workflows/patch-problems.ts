import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The mode of a file that is neither a link, nor a submodule, nor a program; and that of no file. */
const PLAIN_MODES = ["100644", "000000"];

/**
 * Finds what a patch must not do, before anything of it is applied.
 *
 * It reads no names from the patch, which can hide them: it lays the patch on a scratch index, and compares that with
 * the commit, without detection of renames, so that every file that would change shows with its modes.
 *
 * @param repository A folder of git whose `HEAD` the patch applies to. Its index and its files stay as they are.
 * @param patch The file that `git diff --binary` wrote.
 * @param mayChange Matches the whole path of each file that may change.
 * @returns A line for each problem; nothing where the patch may be applied.
 */
export function patchProblems(repository: string, patch: string, mayChange: RegExp): readonly string[] {
  const scratch = mkdtempSync(join(tmpdir(), "patch-"));
  const surroundings = { cwd: repository, env: { ...process.env, GIT_INDEX_FILE: join(scratch, "index") } };
  const git = (...args: string[]) =>
    execFileSync("git", args, { ...surroundings, encoding: "utf8", maxBuffer: Number.POSITIVE_INFINITY });
  try {
    git("read-tree", "HEAD");
    const applied = spawnSync("git", ["apply", "--cached", patch], { ...surroundings, encoding: "utf8" });
    if (applied.status !== 0) return [`it does not apply: ${JSON.stringify(applied.stderr)}`];
    // Each file has two parts: ":<mode> <mode> <id> <id> <status>" and its path as it is, whatever it holds.
    const parts = git("diff-index", "--cached", "--raw", "-z", "--no-renames", "--ignore-submodules=none", "HEAD")
      .split("\0")
      .slice(0, -1);
    if (parts.length === 0) return ["it changes nothing"];
    return parts.flatMap((path, index) => (index % 2 === 1 ? fileProblems(path, parts[index - 1], mayChange) : []));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function fileProblems(path: string, facts = "", mayChange: RegExp): readonly string[] {
  const [before = "", after = ""] = facts.slice(1).split(" ");
  // A path from a patch may hold a line break, and what follows it would run as a command of the workflow.
  const name = JSON.stringify(path);
  return [
    ...(mayChange.test(path) ? [] : [`${name} must not change`]),
    ...(PLAIN_MODES.includes(before) && PLAIN_MODES.includes(after)
      ? []
      : [`${name} has the mode ${before} before and ${after} after, and only 100644 is allowed`]),
  ];
}
