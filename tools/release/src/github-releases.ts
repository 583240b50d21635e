// The job that makes releases runs this file, and has nothing installed: it imports what Node has, and files beside it.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packedReleases } from "./publish-plan.ts";

const [packed, commit] = process.argv.slice(2);
if (packed === undefined || commit === undefined)
  throw new Error("usage: node tools/release/src/github-releases.ts <folder of changeset pack> <commit>");

for (const { name, version, folder } of packedReleases(process.cwd(), packed)) {
  const tag = `${name}@${version}`;
  if (gh("release", "view", tag).status === 0) {
    console.log(`${tag} has a release already`);
    continue;
  }
  const args = ["release", "create", tag, "--target", commit, "--title", tag, "--notes", notes(folder, version)];
  const { status, stderr } = gh(...args, ...(version.includes("-") ? ["--prerelease"] : []));
  if (status !== 0) throw new Error(`${tag} has no release: ${stderr}`);
  console.log(`released ${tag}`);
}

function gh(...args: readonly string[]) {
  const { error, ...result } = spawnSync("gh", args, { encoding: "utf8" });
  if (error !== undefined) throw error;
  return result;
}

/** What the changelog says of a version. */
function notes(folder: string, version: string): string {
  const sections = readFileSync(join(folder, "CHANGELOG.md"), "utf8").split(/^## /m);
  const section = sections.find((text) => text.startsWith(`${version}\n`));
  if (section === undefined) throw new Error(`the changelog in ${folder} has no release ${version}`);
  return section.slice(version.length).trim();
}
