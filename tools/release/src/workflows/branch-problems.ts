import { spawnSync } from "node:child_process";

/**
 * Finds why a workflow must not push to a branch.
 *
 * @param branch Its name, without `refs/heads/`; whoever opened a pull request chose it.
 * @param refused The branches that are changed by pull requests alone.
 * @returns A line for each problem; nothing where it may push.
 */
export function branchProblems(branch: string, refused: readonly string[]): readonly string[] {
  const name = JSON.stringify(branch);
  const checked = spawnSync("git", ["check-ref-format", `refs/heads/${branch}`]);
  return [
    ...(checked.status === 0 && !branch.startsWith("-") ? [] : [`${name} is not the name of a branch`]),
    ...(refused.includes(branch) ? [`nothing is pushed to ${name}`] : []),
    ...(refused.length === 0 || refused.includes("") ? ["the refused branches are not known"] : []),
  ];
}
