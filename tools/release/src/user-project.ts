import { mkdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { type CommandOptions, readManifest, runCommand } from "@sinch-fetch/workspace";
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
  const nodeTypes = createRequire(import.meta.url).resolve("@types/node/package.json");
  const manifest = {
    name: "user",
    private: true,
    type: "module",
    dependencies: Object.fromEntries(names.map((name) => [name, "latest"])),
    devDependencies: { "@types/node": readManifest(join(nodeTypes, "..")).version },
  };
  // pnpm waits a day before it trusts a release.
  const settings = { minimumReleaseAgeExclude: names };
  await mkdir(project);
  await writeFile(join(project, "package.json"), JSON.stringify(manifest));
  await writeFile(join(project, "pnpm-workspace.yaml"), JSON.stringify(settings));
  await writeFile(join(project, ".npmrc"), scopeSettings(registry));
  await runCommand([installer, "install", ...OPTIONS[installer]], { ...surroundings, cwd: project });
}
