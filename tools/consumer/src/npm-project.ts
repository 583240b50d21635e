import { mkdir, readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { commandResult, readManifest } from "@sinch-fetch/workspace";

/**
 * Installs one packed package into an empty folder beside a project, as its user does by npm, without the registry.
 *
 * @returns The folder, and what npm had to say.
 * @throws {Error} npm failed, or the package depends on others.
 */
export async function installByNpm(project: string, name: string) {
  const folder = join(project, "..", `npm-${name.replace("/", "-")}`);
  await mkdir(folder);
  await writeFile(join(folder, "package.json"), '{ "private": true }');
  const tarball = String(readManifest(project).dependencies?.[name]);
  const command = ["npm", "install", "--offline", "--no-audit", "--no-fund", tarball];
  const { exit, stdout, stderr } = await commandResult(command, { cwd: folder });
  const output = stdout + stderr;
  if (exit !== 0) throw new Error(`npm install ${name} failed:\n${output}`);
  return { folder, output };
}

/** Returns the bytes of all files in a folder. */
export async function diskUsage(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
