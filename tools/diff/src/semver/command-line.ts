import { BrokenDescription } from "@sinch-fetch/description";
import { BrokenChangeset } from "@sinch-fetch/workspace";
import { isRepository } from "../history/base.ts";
import { type Git, GitProblem, gitIn } from "../history/git.ts";
import { type Options, optionsOf, USAGE } from "./options.ts";
import { raiseVersions } from "./raised-versions.ts";
import { jsonOf, linesOf, reportOf } from "./report.ts";
import { type Shortfall, shortfalls, stageSince, stagesOf } from "./stages.ts";
import { writeChangeset } from "./written-changeset.ts";

/** What a run ends with. */
export interface Outcome {
  /** 1 for a broken description, a lacking changeset or lacking history, 2 for a wrong command line. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs the tool.
 *
 * @param args Its arguments.
 * @param ownRoot The repository to look at, unless the arguments name another.
 */
export async function commandLine(args: readonly string[], ownRoot: string): Promise<Outcome> {
  const options = optionsOf(args, ownRoot);
  if (options === undefined) return { code: 2, stdout: "", stderr: `${USAGE}\n` };
  try {
    return await run(options, gitIn(options.root));
  } catch (error) {
    const isExpected = [BrokenDescription, BrokenChangeset, GitProblem].some((kind) => error instanceof kind);
    if (!(error instanceof Error) || !isExpected) throw error;
    return { code: 1, stdout: "", stderr: `${error.message}\n` };
  }
}

async function run({ base, task, root }: Options, git: Git): Promise<Outcome> {
  if (!(await isRepository(git, root))) {
    if (task !== "check") throw new GitProblem("this is not the root of a git repository: nothing to compare with");
    return said("no history of git here: what the changesets promise is not checked");
  }
  if (task === "check") return complaint(shortfalls(await stagesOf(root, git, base)));
  if (task === "raise") return { code: 0, stdout: (await raiseVersions(root, git)).join(""), stderr: "" };
  if (task === "changeset") return said(await writeChangeset(root, await stagesOf(root, git, base)));
  const stage = await stageSince(root, git, base);
  if (task === "json") return said(jsonOf(stage.verdicts));
  return said(`since ${stage.since}\n\n${reportOf(stage.verdicts)}`.trimEnd());
}

function said(text: string): Outcome {
  return { code: 0, stdout: `${text}\n`, stderr: "" };
}

function complaint(lacking: readonly Shortfall[]): Outcome {
  if (lacking.length === 0) return { code: 0, stdout: "", stderr: "" };
  const lines = lacking.map(({ stage, verdict: { name, bump, changes }, promise }) => {
    const promised = promise === "none" ? "nothing" : promise;
    return `${name}: the descriptions need ${bump}, the changesets promise ${promised} (since ${stage.since})\n${linesOf(name, changes).join("")}`;
  });
  return { code: 1, stdout: "", stderr: `${lines.join("")}run: pnpm spec:changeset\n` };
}
