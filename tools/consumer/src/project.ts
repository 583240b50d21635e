import { existsSync } from "node:fs";
import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PUBLIC_PACKAGES, REPOSITORY, readManifest, runCommand } from "@sinch-fetch/workspace";

/** A user's project, with the packages installed from their tarballs. */
export type Project = Awaited<ReturnType<typeof createProject>>;

/**
 * Makes an empty project outside the repository, where no workspace reaches, and installs the packages into it as they
 * would be published.
 *
 * What the packages depend on comes from the store of the root's install, and from the registry where that lacks it.
 *
 * @returns Its folder, and the temporary one that it is in, together with the tarballs: to be deleted after use.
 * @throws {Error} A package is not built, or packing or installing failed.
 */
export async function createProject() {
  const parent = await realpath(await mkdtemp(join(tmpdir(), "sinch-fetch-consumer-")));
  try {
    const tarballs = await pack(join(parent, "tarballs"));
    const folder = join(parent, "project");
    // The packages name each other by version, which is not published yet, so the tarballs stand in for it.
    await makeEmptyProject(folder, tarballs, { overrides: tarballs });
    await runCommand(["pnpm", "install", "--prefer-offline"], { cwd: folder });
    return { folder, parent };
  } catch (error) {
    await rm(parent, { recursive: true, force: true });
    throw error;
  }
}

/** Packs every public package; returns the `file:` address of each tarball by the package's name. */
async function pack(destination: string): Promise<Record<string, string>> {
  for (const { folder } of PUBLIC_PACKAGES) {
    if (!existsSync(join(REPOSITORY, folder, "dist"))) throw new Error(`${folder} is not built: run pnpm build`);
  }
  const filters = PUBLIC_PACKAGES.map(({ name }) => `--filter=${name}`);
  const command = ["pnpm", "--recursive", ...filters, "pack", "--json", "--pack-destination", destination];
  const output = await runCommand(command, { cwd: REPOSITORY });
  const packed: readonly { name: string; filename: string }[] = JSON.parse(output);
  return Object.fromEntries(packed.map(({ name, filename }) => [name, `file:${filename}`]));
}

/**
 * Makes a user's project, in which nothing is installed yet.
 *
 * @param dependencies The range of each package that it depends on besides the types of Node.
 * @param settings What pnpm takes from its `pnpm-workspace.yaml`.
 */
export async function makeEmptyProject(
  folder: string,
  dependencies: Readonly<Record<string, string>>,
  settings: object,
): Promise<void> {
  const nodeTypes = createRequire(import.meta.url).resolve("@types/node/package.json");
  const devDependencies = { "@types/node": readManifest(join(nodeTypes, "..")).version };
  const manifest = { name: "consumer", private: true, type: "module", dependencies, devDependencies };
  await mkdir(folder);
  await writeFile(join(folder, "package.json"), JSON.stringify(manifest));
  await writeFile(join(folder, "pnpm-workspace.yaml"), JSON.stringify(settings));
}
