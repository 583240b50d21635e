import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";

/** A package copied to where it can be broken. */
export interface Sandbox {
  /** The copy of the package's folder. */
  readonly root: string;
  /** Removes the copy. */
  remove(): void;
}

/**
 * Copies a package into a temporary folder. Its dependencies, and what stands beside and above it, are linked.
 *
 * @param folder The package's folder, in a folder of packages at the top of a repository.
 */
export function sandboxOf(folder: string): Sandbox {
  const packages = dirname(folder);
  const top = mkdtempSync(join(tmpdir(), "mutation-"));
  const root = join(top, basename(packages), basename(folder));
  mkdirSync(root, { recursive: true });
  link(dirname(packages), top, basename(packages));
  link(packages, dirname(root), basename(folder));
  for (const name of readdirSync(folder)) {
    if (name === "node_modules") symlinkSync(join(folder, name), join(root, name));
    else cpSync(join(folder, name), join(root, name), { recursive: true });
  }
  return { root, remove: () => rmSync(top, { recursive: true, force: true, maxRetries: 5 }) };
}

function link(from: string, to: string, except: string): void {
  for (const name of readdirSync(from)) {
    if (name !== except && name !== ".git") symlinkSync(join(from, name), join(to, name));
  }
}
