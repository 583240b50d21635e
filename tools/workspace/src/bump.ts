/** How far a change reaches: it breaks users, gives them something, or neither. */
export type Level = "major" | "minor" | "patch";

/** What a package's version has to rise by. */
export type Bump = Level | "none";

const PARTS = ["major", "minor", "patch"] as const;
const ORDER: readonly Bump[] = ["none", "patch", "minor", "major"];

/** Returns the larger of two bumps. */
export function larger(a: Bump, b: Bump): Bump {
  return ORDER.indexOf(a) >= ORDER.indexOf(b) ? a : b;
}

/** Returns whether a bump is less than another. */
export function isLess(a: Bump, b: Bump): boolean {
  return ORDER.indexOf(a) < ORDER.indexOf(b);
}

/** Returns the bump that leads from one version to another; none where it is not later. */
export function versionStep(before: string, after: string): Bump {
  const [was, is] = [before, after].map((version) => version.split(/[-+]/)[0]?.split(".").map(Number) ?? []);
  const index = PARTS.findIndex((_, part) => was?.[part] !== is?.[part]);
  const part = PARTS[index];
  return part !== undefined && Number(is?.[index]) > Number(was?.[index]) ? part : "none";
}

/** Returns a version after a bump. */
export function raised(version: string, bump: Bump): string {
  const [major = 0, minor = 0, patch = 0] = version.split(".").map(Number);
  if (bump === "major") return `${major + 1}.0.0`;
  if (bump === "minor") return `${major}.${minor + 1}.0`;
  return bump === "patch" ? `${major}.${minor}.${patch + 1}` : version;
}
