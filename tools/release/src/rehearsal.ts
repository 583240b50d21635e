import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { changesetsIn, publicPackages, runCommand } from "@sinch-fetch/workspace";
import { type Arrival, arrivals, arrivalTable, problemLines } from "./arrival.ts";
import type { Expected } from "./file-problems.ts";
import { freshEnvironment } from "./fresh-environment.ts";
import { originsOf } from "./origin.ts";
import { judgePromises } from "./promises/judge-promises.ts";
import { readmeProblems } from "./readme-problems.ts";
import { publishSettings, type Registry, scopeSettings, startRegistry } from "./registry.ts";
import { takeSnapshot } from "./snapshot.ts";
import { type Installer, installFrom } from "./user-project.ts";

/** How a rehearsal went. */
export interface Rehearsal {
  readonly arrivals: readonly Arrival[];
  /** A line for each thing that is not as it must be; nothing where all is well. */
  readonly problems: readonly string[];
}

/** A rehearsal under way. */
interface Stage {
  readonly root: string;
  /** The tree that is released. */
  readonly copy: string;
  readonly parent: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

/**
 * Releases the packages of a repository to a registry on loopback, installs them from it and looks at what arrived.
 *
 * It works on a copy of the tree as it stands, and leaves nothing behind: neither files nor processes.
 *
 * @param print Called with each line of the report.
 * @param signal Ends the rehearsal, and all that it started.
 * @throws {Error} A step failed; the message holds what it printed.
 */
export async function rehearse(root: string, print: (line: string) => void, signal: AbortSignal): Promise<Rehearsal> {
  const parent = await realpath(await mkdtemp(join(tmpdir(), "sinch-fetch-rehearsal-")));
  // What the tools leave in a temporary folder goes with the rest, and nobody counts this installation.
  const env = { ...freshEnvironment(), TMPDIR: join(parent, "tmp"), SCARF_ANALYTICS: "false" };
  try {
    await mkdir(env.TMPDIR);
    const registry = await startRegistry(parent, signal);
    try {
      return await perform({ root, copy: join(parent, "copy"), parent, env, signal }, registry, print);
    } finally {
      await registry.close();
    }
  } finally {
    await rm(parent, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function perform(stage: Stage, registry: Registry, print: (line: string) => void): Promise<Rehearsal> {
  const { root, copy, parent, env, signal } = stage;
  const step = async <Result>(title: string, action: () => Promise<Result>): Promise<Result> => {
    const start = performance.now();
    const result = await action();
    signal.throwIfAborted();
    print(`${((performance.now() - start) / 1000).toFixed(1).padStart(6)} s  ${title}`);
    return result;
  };
  const npm = join(parent, "npm");
  const install = (installer: Installer, names: readonly string[]) =>
    installFrom(registry, names, installer, join(parent, installer), { env, signal });

  await step("copied the tree and installed what it needs", () => prepare(stage));
  await step("versioned the packages", () => version(stage, registry));
  const expected = await expectations(root, copy);
  await step(`built ${expected.length} packages and published them to ${registry.url}`, () => publish(stage, registry));
  const names = expected.map(({ name }) => name);
  await step("installed them from there with npm and with pnpm", () =>
    Promise.all([install("npm", names), install("pnpm", names)]),
  );
  const found = await step("looked at what arrived", () => arrivals(npm, expected, { env, signal }));
  const readme: string[] = [];
  for (const installer of ["npm", "pnpm"]) {
    const lines = await step(`ran the README's programs as installed with ${installer}`, () =>
      readmeProblems(join(parent, installer)),
    );
    readme.push(...lines.map((line) => `README.md as installed with ${installer}: ${line}`));
  }
  const versions = new Map(expected.map(({ name, version }) => [name, version]));
  const promises = await step("compiled the programs that the last release promised", () =>
    judgePromises({ root, tree: join(parent, "last-release"), project: npm, versions, env, signal }),
  );
  for (const line of ["", ...arrivalTable(found), ...readme, ...promises.lines]) print(line);
  return { arrivals: found, problems: [...problemLines(found), ...readme, ...promises.problems] };
}

/** A copy of the tree that a release can be made from. */
async function prepare({ root, copy, env, signal }: Stage): Promise<void> {
  await mkdir(copy);
  await takeSnapshot(root, copy, { env, signal });
  await runCommand(["pnpm", "install", "--frozen-lockfile", "--prefer-offline"], { cwd: copy, env, signal });
  // What checks the packed packages comes from where this machine gets packages, as long as that can be reached.
  await runCommand(["pnpm", "--filter=@sinch-fetch/release", "apart"], { cwd: copy, env, signal });
}

/** Without changesets, the versions are those of a release that was not published yet. */
async function version({ copy, env, signal }: Stage, registry: Registry): Promise<void> {
  // From here on nothing in the copy can reach another registry.
  await writeFile(join(copy, ".npmrc"), `registry=${registry.url}\n${scopeSettings(registry)}`);
  const changesets = await changesetsIn(copy);
  if (changesets.length > 0) await runCommand(["pnpm", "release", "version"], { cwd: copy, env, signal });
}

async function publish({ copy, env, signal }: Stage, registry: Registry): Promise<void> {
  const settings = { ...env, ...publishSettings(registry) };
  await runCommand(["pnpm", "release", "publish"], { cwd: copy, env: settings, signal });
  for (const { name, manifest } of publicPackages(copy)) {
    const published = await registry.latest(name);
    if (published !== manifest.version)
      throw new Error(`${name} ${manifest.version} is not in the registry, but ${published ?? "no release"}`);
  }
}

async function expectations(root: string, copy: string): Promise<readonly Expected[]> {
  const licence = await readFile(join(root, "LICENSE"), "utf8");
  return Promise.all(
    publicPackages(copy).map(async ({ name, folder, manifest }) => ({
      name,
      version: manifest.version,
      licence,
      readme: await readFile(join(root, folder, "README.md"), "utf8"),
      origins: await originsOf(root, folder),
    })),
  );
}
