import type { CommandOptions } from "@sinch-fetch/workspace";
import { brokenPrograms } from "./broken-programs.ts";
import { takeLastRelease } from "./last-release.ts";
import { promiseReport } from "./promise-report.ts";
import { promisedPrograms } from "./promised-programs.ts";

/** What is held to the last release. */
export interface Candidate extends Omit<CommandOptions, "cwd"> {
  /** The repository, which has the tags of its releases. */
  readonly root: string;
  /** A folder for the tree of the last release, which is made. */
  readonly tree: string;
  /** The project that the next release is installed in. */
  readonly project: string;
  /** The versions of the next release, by the packages' names. */
  readonly versions: ReadonlyMap<string, string>;
}

/** How a candidate does. */
export interface Judgement {
  /** What to print: a summary, and each program that no longer compiles. */
  readonly lines: readonly string[];
  /** The programs that should still compile. */
  readonly problems: readonly string[];
}

/** Compiles the programs that the last release promised against the next one. */
export async function judgePromises({ root, tree, project, versions, ...surroundings }: Candidate): Promise<Judgement> {
  const last = await takeLastRelease(root, tree, surroundings);
  if (last === undefined) {
    const line = "programs of the last release: none, since nothing was released yet (there is no tag @sinch-fetch/…)";
    return { lines: [line], problems: [] };
  }
  const programs = promisedPrograms(tree);
  const broken = await brokenPrograms(project, programs);
  const { allowed, problems } = promiseReport(broken, last, versions);
  const summary = `programs of the last release, ${last.tag}: ${programs.length - broken.length} of ${programs.length} compile`;
  return { lines: [summary, ...allowed, ...problems], problems };
}
