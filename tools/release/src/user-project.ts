import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeEmptyProject } from "@sinch-fetch/consumer/project";
import { type CommandOptions, runCommand } from "@sinch-fetch/workspace";
import { type Registry, scopeSettings } from "./registry.ts";

/** What installs the packages for a user. */
export const INSTALLERS = ["npm", "pnpm"] as const;
export type Installer = (typeof INSTALLERS)[number];

const OPTIONS: Readonly<Record<Installer, readonly string[]>> = {
  npm: ["--no-audit", "--no-fund", "--loglevel=error"],
  pnpm: [],
};

/**
 * Makes an empty project and installs packages of ours in it from a registry; what they depend on comes from where this
 * machine gets packages.
 */
export async function installFrom(
  registry: Registry,
  names: readonly string[],
  installer: Installer,
  project: string,
  surroundings: Omit<CommandOptions, "cwd">,
): Promise<void> {
  const dependencies = Object.fromEntries(names.map((name) => [name, "latest"]));
  // pnpm waits a day before it trusts a release.
  await makeEmptyProject(project, dependencies, { minimumReleaseAgeExclude: names });
  await writeFile(join(project, ".npmrc"), scopeSettings(registry));
  await runCommand([installer, "install", ...OPTIONS[installer]], { ...surroundings, cwd: project });
}
