import { rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createProject } from "@sinch-fetch/consumer/project";
import { PUBLIC_PACKAGES, REPOSITORY, readManifest } from "@sinch-fetch/workspace";
import { installReleases, lastRelease } from "./last-release.ts";
import { bumpFrom, promisedBumps } from "./promised.ts";
import { keyOf, remembered } from "./remembered.ts";
import { typeDiff } from "./type-diff.ts";
import { verdict } from "./verdict.ts";

const MEMORY = fileURLToPath(new URL("../node_modules/.last-comparison.json", import.meta.url));

process.exitCode = await main();

/** Returns the exit code: 1 if a type breaks users of the last release and no major release is promised. */
async function main(): Promise<number> {
  const releases = await lastReleases().catch((error) => {
    if (process.env.CI) throw error;
    console.log(
      `the types were not compared with the last release, since the registry was not reached:\n${error.message}`,
    );
  });
  if (releases === undefined) return 0;
  if (releases.size === 0) {
    console.log("there was no release yet, so that no type can break its users");
    return 0;
  }
  const promised = await promisedBumps(REPOSITORY);
  const versions = new Map(
    PUBLIC_PACKAGES.map(({ name, folder }) => [name, readManifest(join(REPOSITORY, folder)).version]),
  );
  let code = 0;
  const folders = PUBLIC_PACKAGES.map(({ folder }) => folder);
  const key = keyOf(releases, REPOSITORY, folders);
  for (const found of await remembered(MEMORY, key, () => compare(releases))) {
    const [last = "", current = ""] = [releases.get(found.name), versions.get(found.name)];
    const { lines, allowed } = verdict(found, last, bumpFrom(last, current, promised.get(found.name) ?? "none"));
    for (const line of lines) console.log(line);
    if (!allowed) code = 1;
  }
  return code;
}

/** The version of the last release of each package that had one. */
async function lastReleases(): Promise<ReadonlyMap<string, string>> {
  const found = await Promise.all(PUBLIC_PACKAGES.map(async ({ name }) => [name, await lastRelease(name)] as const));
  return new Map(found.flatMap(([name, version]) => (version === undefined ? [] : [[name, version]])));
}

async function compare(releases: ReadonlyMap<string, string>) {
  const { folder, parent } = await createProject();
  try {
    const last = join(parent, "last-release");
    await installReleases(last, releases);
    return typeDiff(last, folder, [...releases.keys()]);
  } finally {
    await rm(parent, { recursive: true, force: true, maxRetries: 5 });
  }
}
