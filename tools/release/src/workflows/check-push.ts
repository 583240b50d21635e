import { branchProblems } from "./branch-problems.ts";
import { patchProblems } from "./patch-problems.ts";

/** What a workflow may change, by its name: no part of a path begins with a dot, except the folder of the changesets. */
const MAY_CHANGE: Readonly<Record<string, RegExp>> = {
  regenerate: /^(README\.md|packages(\/[\w@-][\w.@-]*)+|\.changeset\/[\w-]+\.md)$/,
  version: /^((packages|specs)(\/[\w@-][\w.@-]*)+|\.changeset\/[\w-]+\.md)$/,
};

const [workflow = "", patch = ""] = process.argv.slice(2);
const { BRANCH = "", REFUSED_BRANCHES = "" } = process.env;
const mayChange = MAY_CHANGE[workflow];
if (mayChange === undefined) throw new Error(`there are no rules for ${JSON.stringify(workflow)}`);

const problems = [
  ...branchProblems(BRANCH, REFUSED_BRANCHES.split(" ")),
  ...patchProblems(process.cwd(), patch, mayChange).map((problem) => `the patch: ${problem}`),
];
for (const problem of problems) console.log(`::error::${problem}`);
process.exitCode = problems.length > 0 ? 1 : 0;
