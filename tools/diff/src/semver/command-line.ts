import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { BrokenDescription } from "@sinch-fetch/description";
import { BrokenChangeset } from "@sinch-fetch/workspace";
import { isRepository } from "../history/base.ts";
import { GitProblem } from "../history/git.ts";
import { raiseVersions } from "./raised-versions.ts";
import { jsonOf, linesOf, reportOf } from "./report.ts";
import { type Shortfall, shortfalls, stageSince, stagesOf } from "./stages.ts";
import { writeChangeset } from "./written-changeset.ts";

const USAGE =
  "usage: node tools/diff/src/semver/main.ts [--base <ref>] [--json | --changeset | --check | --raise] [--root <repository>]";

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
    return await run(options);
  } catch (error) {
    const isExpected = [BrokenDescription, BrokenChangeset, GitProblem].some((kind) => error instanceof kind);
    if (!(error instanceof Error) || !isExpected) throw error;
    return { code: 1, stdout: "", stderr: `${error.message}\n` };
  }
}

/** The options of a command line, as the README lists them; `undefined` where it is wrong. */
function optionsOf(args: readonly string[], ownRoot: string) {
  try {
    const { base, root, ...tasks } = parseArgs({
      args: [...args],
      options: {
        base: { type: "string" },
        json: { type: "boolean" },
        changeset: { type: "boolean" },
        check: { type: "boolean" },
        raise: { type: "boolean" },
        root: { type: "string", default: ownRoot },
      },
    }).values;
    const [task, other] = Object.keys(tasks);
    if (other !== undefined || base === "" || (task === "raise" && base !== undefined)) return undefined;
    return { base, task, root: resolve(root) };
  } catch {
    // parseArgs throws for nothing but a wrong command line.
    return undefined;
  }
}

type Options = NonNullable<ReturnType<typeof optionsOf>>;

async function run({ base, task, root }: Options): Promise<Outcome> {
  if (!(await isRepository(root))) {
    if (task !== "check") throw new GitProblem("this is not the root of a git repository: nothing to compare with");
    return said("no history of git here: what the changesets promise is not checked");
  }
  if (task === "check") return complaint(shortfalls(await stagesOf(root, base)));
  if (task === "raise") return { code: 0, stdout: (await raiseVersions(root)).join(""), stderr: "" };
  if (task === "changeset") return said(await writeChangeset(root, await stagesOf(root, base)));
  const { since, verdicts } = await stageSince(root, base);
  return said(task === "json" ? jsonOf(verdicts) : `since ${since}\n\n${reportOf(verdicts)}`.trimEnd());
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
