import { type CommandOptions, versionStep } from "@sinch-fetch/workspace";
import { brokenPrograms } from "./broken-programs.ts";
import { takeLastRelease } from "./last-release.ts";
import { promisedPrograms } from "./promised-programs.ts";

/** What is held to the last release. */
interface Candidate extends Omit<CommandOptions, "cwd"> {
  /** The repository, which has the tags of its releases. */
  readonly root: string;
  /** A folder for the tree of the last release, which is made. */
  readonly tree: string;
  /** The project that the next release is installed in. */
  readonly project: string;
  /** The versions of the next release, by the packages' names. */
  readonly versions: ReadonlyMap<string, string>;
}

/**
 * Compiles the programs that the last release promised against the next one. A program may break where a package that
 * it imports has a new major version.
 *
 * @returns The lines to print, which are a summary and each program that no longer compiles; and as problems, those that
 * should still compile, with what to do about each.
 */
export async function judgePromises({ root, tree, project, versions, ...surroundings }: Candidate) {
  const last = await takeLastRelease(root, tree, surroundings);
  if (last === undefined) {
    const line = "programs of the last release: none, since nothing was released yet (there is no tag @sinch-fetch/…)";
    return { lines: [line], problems: [] };
  }
  const programs = promisedPrograms(tree);
  const broken = await brokenPrograms(project, programs);
  const allowed: string[] = [];
  const problems: string[] = [];
  const isMajor = (name: string) => versionStep(last.versions.get(name) ?? "", versions.get(name) ?? "") === "major";
  const named = (names: readonly string[]) =>
    names.map((name) => `${name} ${versions.get(name) ?? "(gone)"}`).join(", ");
  for (const { place, packages, errors } of broken) {
    const major = packages.filter(isMajor);
    const details = errors.map((error) => `  ${error.replaceAll("\n", "\n  ")}`);
    const said = `${place} compiled with ${last.tag} and no longer does`;
    if (major.length > 0) allowed.push(`${said}, which ${named(major)} may cause as a major release`, ...details);
    else
      problems.push(
        [
          `${said}, and no package that it imports has a new major version: ${named(packages)}`,
          ...details,
          `  keep it compiling, or run: pnpm changeset add --major <package that breaks it>`,
        ].join("\n"),
      );
  }
  const summary = `programs of the last release, ${last.tag}: ${programs.length - broken.length} of ${programs.length} compile`;
  return { lines: [summary, ...allowed, ...problems], problems };
}
