// The jobs that may push run this file, and have nothing installed: it imports what Node has.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What a workflow may change, by its name: no part of a path begins with a dot, except the folder of the changesets. */
const MAY_CHANGE: Readonly<Record<string, RegExp>> = {
  regenerate: /^(README\.md|packages(\/[\w@-][\w.@-]*)+|\.changeset\/[\w-]+\.md)$/,
  version: /^((packages|specs)(\/[\w@-][\w.@-]*)+|\.changeset\/[\w-]+\.md)$/,
};

/** The mode of a file that is neither a link, nor a submodule, nor a program; and that of no file. */
const PLAIN_MODES = ["100644", "000000"];

const [workflow = "", patch = ""] = process.argv.slice(2);
const { BRANCH = "", REFUSED_BRANCHES = "" } = process.env;
const mayChange = MAY_CHANGE[workflow];
if (mayChange === undefined) throw new Error(`there are no rules for ${JSON.stringify(workflow)}`);

const problems = [
  ...branchProblems(BRANCH, REFUSED_BRANCHES.split(" ")),
  ...patchProblems(patch, mayChange).map((problem) => `the patch: ${problem}`),
];
for (const problem of problems) console.log(`::error::${problem}`);
process.exitCode = problems.length > 0 ? 1 : 0;

/**
 * Finds why a workflow must not push to a branch.
 *
 * @param branch Its name, without `refs/heads/`; whoever opened a pull request chose it.
 * @param refused The branches that are changed by pull requests alone.
 */
function branchProblems(branch: string, refused: readonly string[]): readonly string[] {
  const name = JSON.stringify(branch);
  const checked = spawnSync("git", ["check-ref-format", `refs/heads/${branch}`]);
  return [
    ...(checked.status === 0 && !branch.startsWith("-") ? [] : [`${name} is not the name of a branch`]),
    ...(refused.includes(branch) ? [`nothing is pushed to ${name}`] : []),
    ...(refused.length === 0 || refused.includes("") ? ["the refused branches are not known"] : []),
  ];
}

/**
 * Finds what a patch must not do to the commit that is checked out, before anything of it is applied.
 *
 * It reads no names from the patch, which can hide them: it lays the patch on a scratch index, and compares that with
 * the commit, without detection of renames, so that every file that would change shows with its modes.
 *
 * @param patch The file that `git diff --binary` wrote.
 * @param mayChange Matches the whole path of each file that may change.
 */
function patchProblems(patch: string, mayChange: RegExp): readonly string[] {
  const scratch = mkdtempSync(join(tmpdir(), "patch-"));
  const env = { ...process.env, GIT_INDEX_FILE: join(scratch, "index") };
  const git = (...args: string[]) =>
    execFileSync("git", args, { env, encoding: "utf8", maxBuffer: Number.POSITIVE_INFINITY });
  try {
    git("read-tree", "HEAD");
    const applied = spawnSync("git", ["apply", "--cached", patch], { env, encoding: "utf8" });
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
