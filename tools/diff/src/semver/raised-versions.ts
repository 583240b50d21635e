import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { BrokenDescription } from "@sinch-fetch/description";
import { bundlesIn } from "@sinch-fetch/description/files";
import { isLess, raised, versionStep } from "@sinch-fetch/workspace";
import { releaseOf } from "../history/base.ts";
import { withCopy } from "../history/git.ts";
import { bumpOf, compareDescriptions } from "./compare.ts";
import { MOCK } from "./packages.ts";

/** The `version` of a description's `info`, after all that stands before it. */
const VERSION = /^(info:\n(?:(?: .*)?\n)*? {2}version: )\S+$/m;

/**
 * Raises the version of each description by what changed in it since the last release of the mock, which holds them all.
 * One that was raised as far already, by hand, stays.
 *
 * @param root The repository, whose working tree is changed.
 * @returns A line for each description that was raised; none before the first release.
 * @throws {BrokenDescription} A description has its version not where it belongs, below `info:` on a line of its own.
 */
export async function raiseVersions(root: string): Promise<string[]> {
  const release = await releaseOf(root, MOCK);
  if (release?.commit === undefined) return [];
  const before = await withCopy(root, release.commit, ["specs"], bundlesIn);
  const lines: string[] = [];
  for (const [api, is] of await bundlesIn(root)) {
    const was = before.get(api);
    if (was === undefined) continue;
    const bump = bumpOf(compareDescriptions(was, is));
    if (!isLess(versionStep(was.info.version, is.info.version), bump)) continue;
    const version = raised(was.info.version, bump);
    await writeVersion(root, `specs/${api}/openapi.yaml`, version);
    lines.push(`specs/${api}/openapi.yaml: ${is.info.version} → ${version} (${bump})\n`);
  }
  return lines;
}

async function writeVersion(root: string, path: string, version: string): Promise<void> {
  const file = join(root, path);
  const text = await readFile(file, "utf8");
  if (!VERSION.test(text)) throw new BrokenDescription(`${path}:1:1 info.version is not on a line of its own`);
  await writeFile(file, text.replace(VERSION, `$1${version}`));
}
