import { readInstalled } from "@sinch-fetch/consumer/installed-package";
import type { CommandOptions } from "@sinch-fetch/workspace";
import { type Expected, fileProblems } from "./file-problems.ts";
import { importProblems, typeProblems } from "./module-problems.ts";

/** A package as it arrived. */
interface Arrival {
  readonly name: string;
  readonly version: string;
  /** What is wrong, by what was looked at. */
  readonly problems: Readonly<Record<string, readonly string[]>>;
}

/** Looks at the packages in a project that they were installed in. */
export async function arrivals(
  project: string,
  expected: readonly Expected[],
  surroundings: Omit<CommandOptions, "cwd">,
): Promise<readonly Arrival[]> {
  const packages = await Promise.all(
    expected.map(async (wanted) => ({ wanted, installed: await readInstalled(project, wanted.name) })),
  );
  const manifests = packages.map(({ installed }) => installed.manifest);
  const [types, imports] = await Promise.all([
    typeProblems(project, manifests),
    importProblems(project, manifests, surroundings),
  ]);
  return packages.map(({ wanted, installed }) => {
    const { name } = wanted;
    const own = { types: types.get(name) ?? [], ESM: imports.get(name) ?? [] };
    return { name, version: installed.manifest.version, problems: { ...fileProblems(wanted, installed), ...own } };
  });
}

/** A table of what was looked at, a line for each package, and below it a line for each problem. */
export function arrivalTable(found: readonly Arrival[]): readonly string[] {
  const checks = [...new Set(found.flatMap(({ problems }) => Object.keys(problems)))];
  const width = Math.max(...found.map(({ name, version }) => `${name} ${version}`.length));
  const rows = found.map(({ name, version, problems }) => {
    const cells = checks.map((check) => ((problems[check] ?? []).length === 0 ? "✓" : "✗").padEnd(check.length));
    return [`${name} ${version}`.padEnd(width), ...cells].join("  ").trimEnd();
  });
  return [["".padEnd(width), ...checks].join("  "), ...rows, ...problemLines(found)];
}

/** A line for each problem. */
export function problemLines(found: readonly Arrival[]): readonly string[] {
  return found.flatMap(({ name, problems }) =>
    Object.entries(problems).flatMap(([check, lines]) => lines.map((line) => `${name}: ${check}: ${line}`)),
  );
}
