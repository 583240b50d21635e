import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseChangesetFile } from "@changesets/parse";
import { type Bump, isLess, larger } from "./bump.ts";

/** The folder of the changesets, from the repository's. */
export const CHANGESETS = ".changeset";

/** A changeset as it stands in its file. */
export interface Changeset {
  /** The name of its file. */
  readonly file: string;
  readonly content: string;
  /** The bump of each package that it names. */
  readonly bumps: ReadonlyMap<string, Bump>;
}

/** A changeset that cannot be read. */
export class BrokenChangeset extends Error {
  override readonly name = "BrokenChangeset";
}

/**
 * Reads the changesets of a repository, in the order of their names.
 *
 * @throws {BrokenChangeset} A file is not a changeset.
 */
export async function changesetsIn(root: string): Promise<Changeset[]> {
  const names = await readdir(join(root, CHANGESETS)).catch(() => []);
  const files = names.filter((name) => name.endsWith(".md") && !name.startsWith(".") && !/^readme\.md$/i.test(name));
  return Promise.all(
    files.sort().map(async (file) => {
      const content = await readFile(join(root, CHANGESETS, file), "utf8");
      return { file, content, bumps: bumpsOf(content, file) };
    }),
  );
}

function bumpsOf(content: string, file: string): Map<string, Bump> {
  try {
    return new Map(parseChangesetFile(content).releases.map(({ name, type }) => [name, type]));
  } catch (error) {
    throw new BrokenChangeset(`${CHANGESETS}/${file}: ${error instanceof Error ? error.message : error}`);
  }
}

/** Returns what changesets promise for a package: the largest bump of it. */
export function promised(changesets: readonly Changeset[], name: string): Bump {
  return changesets.reduce<Bump>((bump, { bumps }) => larger(bump, bumps.get(name) ?? "none"), "none");
}

/** Returns the content of a new changeset. */
export function changesetText(bumps: ReadonlyMap<string, Bump>, summary: string): string {
  const lines = [...bumps].map(([name, bump]) => `"${name}": ${bump}\n`);
  return `---\n${lines.join("")}---\n\n${summary}\n`;
}

/** Returns the content of a changeset with its bumps raised to these, and the packages added that it lacks. */
export function raisedChangeset({ content, bumps }: Changeset, needed: ReadonlyMap<string, Bump>): string {
  return [...needed].reduce((text, [name, bump]) => {
    const promise = bumps.get(name);
    if (promise === undefined) return text.replace(/\r?\n---(?=\s)/, `\n"${name}": ${bump}$&`);
    const line = new RegExp(`^(["']?)${name}\\1:.*$`, "m");
    return isLess(promise, bump) ? text.replace(line, `"${name}": ${bump}`) : text;
  }, content);
}
