import { type Bump, larger } from "../change.ts";

const PARTS = ["major", "minor", "patch"] as const;

/** The bump that leads from one version to another; none where it is not later. */
export function versionStep(before: string, after: string): Bump {
  const [was, is] = [before, after].map((version) => version.split(/[-+]/)[0]?.split(".").map(Number) ?? []);
  const index = PARTS.findIndex((_, part) => was?.[part] !== is?.[part]);
  const part = PARTS[index];
  return part !== undefined && Number(is?.[index]) > Number(was?.[index]) ? larger<Bump>("none", part) : "none";
}

/** A version after a bump. */
export function raised(version: string, bump: Bump): string {
  const [major = 0, minor = 0, patch = 0] = version.split(".").map(Number);
  if (bump === "major") return `${major + 1}.0.0`;
  if (bump === "minor") return `${major}.${minor + 1}.0`;
  return bump === "patch" ? `${major}.${minor}.${patch + 1}` : version;
}
