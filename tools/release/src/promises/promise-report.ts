import { versionStep } from "@sinch-fetch/workspace";
import type { BrokenProgram } from "./broken-programs.ts";
import type { LastRelease } from "./last-release.ts";

/** What became of the programs that a release promised. */
export interface PromiseReport {
  /** What the packages' versions allow: a line for each such program, and one for each error. */
  readonly allowed: readonly string[];
  /** What they do not allow, with what to do about it. */
  readonly problems: readonly string[];
}

/**
 * Judges programs that no longer compile. One may break where a package that it imports has a new major version.
 *
 * @param versions The versions that are released now, by the packages' names.
 */
export function promiseReport(
  broken: readonly BrokenProgram[],
  last: Pick<LastRelease, "tag" | "versions">,
  versions: ReadonlyMap<string, string>,
): PromiseReport {
  const step = (name: string) => versionStep(last.versions.get(name) ?? "", versions.get(name) ?? "");
  const allowed: string[] = [];
  const problems: string[] = [];
  for (const { place, packages, errors } of broken) {
    const major = packages.filter((name) => step(name) === "major");
    const details = errors.map((error) => `  ${error.replaceAll("\n", "\n  ")}`);
    const said = `${place} compiled with ${last.tag} and no longer does`;
    if (major.length > 0)
      allowed.push(`${said}, which ${named(major, versions)} may cause as a major release`, ...details);
    else
      problems.push(
        [
          `${said}, and no package that it imports has a new major version: ${named(packages, versions)}`,
          ...details,
          `  keep it compiling, or run: pnpm changeset add --major <package that breaks it>`,
        ].join("\n"),
      );
  }
  return { allowed, problems };
}

function named(names: readonly string[], versions: ReadonlyMap<string, string>): string {
  return names.map((name) => `${name} ${versions.get(name) ?? "(gone)"}`).join(", ");
}
