import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseChangesetFile } from "@changesets/parse";
import { type Bump, larger } from "../change.ts";

export const FOLDER = ".changeset";

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
 * The changesets of a repository, in the order of their names.
 *
 * @throws {BrokenChangeset} One is no changeset.
 */
export async function changesetsIn(root: string): Promise<Changeset[]> {
  const names = await readdir(join(root, FOLDER)).catch(() => []);
  const files = names.filter((name) => name.endsWith(".md") && !name.startsWith(".") && !/^readme\.md$/i.test(name));
  return Promise.all(
    files.sort().map(async (file) => {
      const content = await readFile(join(root, FOLDER, file), "utf8");
      return { file, content, bumps: bumpsOf(content, file) };
    }),
  );
}

function bumpsOf(content: string, file: string): Map<string, Bump> {
  try {
    return new Map(parseChangesetFile(content).releases.map(({ name, type }) => [name, type]));
  } catch (error) {
    throw new BrokenChangeset(`${FOLDER}/${file}: ${error instanceof Error ? error.message : error}`);
  }
}

/** What changesets promise for a package: the largest bump of it. */
export function promised(changesets: readonly Changeset[], name: string): Bump {
  return changesets.reduce<Bump>((bump, { bumps }) => larger<Bump>(bump, bumps.get(name) ?? "none"), "none");
}
