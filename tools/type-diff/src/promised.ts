import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseChangesetFile } from "@changesets/parse";

/** How far the next release of a package may go, from nothing to breaking its users. */
const BUMPS = ["none", "patch", "minor", "major"] as const;
export type Bump = (typeof BUMPS)[number];

/** What the pending changesets promise, by the names of packages; of several for one, the furthest. */
export async function promisedBumps(root: string): Promise<ReadonlyMap<string, Bump>> {
  const folder = join(root, ".changeset");
  const files = (await readdir(folder)).filter((file) => file.endsWith(".md") && file !== "README.md");
  const promised = new Map<string, Bump>();
  for (const file of files) {
    for (const { name, type } of parseChangesetFile(await readFile(join(folder, file), "utf8")).releases) {
      promised.set(name, furthest(promised.get(name) ?? "none", type));
    }
  }
  return promised;
}

/**
 * How far the next release goes from the last one.
 *
 * @param current The version in the tree, which may be that of a release that is not published yet.
 * @param pending What changesets promise on top of that.
 */
export function bumpFrom(last: string, current: string, pending: Bump): Bump {
  const [before, after] = [last, current].map((version) => version.split(".").map(Number));
  const part = (["major", "minor", "patch"] as const).find((_, index) => before?.[index] !== after?.[index]);
  return furthest(part ?? "none", pending);
}

function furthest(a: Bump, b: Bump): Bump {
  return BUMPS.indexOf(a) > BUMPS.indexOf(b) ? a : b;
}
