import type { Bump } from "./promised.ts";
import type { PackageBreaks } from "./type-diff.ts";

/** What a comparison comes to. */
export interface Verdict {
  /** What to print. */
  readonly lines: readonly string[];
  /** Whether the next release may be as it is. */
  readonly allowed: boolean;
}

/**
 * Judges what breaks the users of a package's last release.
 *
 * @param last The version of that release.
 * @param bump How far the next release goes. A major one may break them.
 */
export function verdict({ name, lines }: PackageBreaks, last: string, bump: Bump): Verdict {
  if (lines.length === 0) return { lines: [`${name}: no type breaks users of ${last}`], allowed: true };
  const allowed = bump === "major";
  const count = lines.length === 1 ? "1 change breaks" : `${lines.length} changes break`;
  const promise = bump === "none" ? "no release is promised" : `a ${bump} release is promised`;
  return {
    lines: [
      `${name}: ${count} users of ${last}, and ${promise}`,
      ...lines.map((line) => `  ${line}`),
      ...(allowed ? [] : [`  mend that, or run: pnpm changeset add --major ${name}`]),
    ],
    allowed,
  };
}
