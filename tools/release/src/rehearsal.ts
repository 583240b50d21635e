import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { changesetsIn, publicPackages, runCommand } from "@sinch-fetch/workspace";
import { arrivals, arrivalTable, problemLines } from "./arrival.ts";
import type { Expected } from "./file-problems.ts";
import { originsOf } from "./origin.ts";
import { judgePromises } from "./promises/judge-promises.ts";
import { readmeProblems } from "./readme-problems.ts";
import { publishSettings, type Registry, scopeSettings, startRegistry } from "./registry.ts";
import { freshEnvironment, makeReleasableCopy } from "./releasable-copy.ts";
import { INSTALLERS, type Installer, installFrom } from "./user-project.ts";

/** How its commands are run. */
interface Surroundings {
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
 * @returns What arrived, and a line for each problem; no problem where all is as it must be.
 * @throws {Error} A step failed; the message holds what it printed.
 */
export async function rehearse(root: string, print: (line: string) => void, signal: AbortSignal) {
  await using cleanup = new AsyncDisposableStack();
  const parent = await realpath(await mkdtemp(join(tmpdir(), "sinch-fetch-rehearsal-")));
  cleanup.defer(() => rm(parent, { recursive: true, force: true, maxRetries: 5 }));
  // What the tools leave in a temporary folder goes with the rest, and nobody counts this installation.
  const env = { ...freshEnvironment(), TMPDIR: join(parent, "tmp"), SCARF_ANALYTICS: "false" };
  await mkdir(env.TMPDIR);
  const registry = await startRegistry(parent, signal);
  cleanup.defer(() => registry.close());

  const step = async <Result>(title: string, action: () => Promise<Result>): Promise<Result> => {
    const start = performance.now();
    const result = await action();
    signal.throwIfAborted();
    print(`${((performance.now() - start) / 1000).toFixed(1).padStart(6)} s  ${title}`);
    return result;
  };
  const surroundings = { env, signal };
  const copy = join(parent, "copy");
  await step("copied the tree and installed what it needs", () => makeReleasableCopy(root, copy, surroundings));
  await step("versioned the packages", () => version(copy, registry, surroundings));
  const expected = await expectations(root, copy);
  await step(`built ${expected.length} packages and published them to ${registry.url}`, () =>
    publish(copy, registry, surroundings),
  );
  const names = expected.map(({ name }) => name);
  const project = (installer: Installer) => join(parent, installer);
  await step("installed them from there with npm and with pnpm", () =>
    Promise.all(INSTALLERS.map((one) => installFrom(registry, names, one, project(one), surroundings))),
  );
  const found = await step("looked at what arrived", () => arrivals(project("npm"), expected, surroundings));
  const readme: string[] = [];
  for (const installer of INSTALLERS) {
    const lines = await step(`ran the README's programs as installed with ${installer}`, () =>
      readmeProblems(project(installer)),
    );
    readme.push(...lines.map((line) => `README.md as installed with ${installer}: ${line}`));
  }
  const versions = new Map(expected.map(({ name, version }) => [name, version]));
  const promises = await step("compiled the programs that the last release promised", () =>
    judgePromises({ root, tree: join(parent, "last-release"), project: project("npm"), versions, ...surroundings }),
  );
  for (const line of ["", ...arrivalTable(found), ...readme, ...promises.lines]) print(line);
  return { arrivals: found, problems: [...problemLines(found), ...readme, ...promises.problems] };
}

/** Without changesets, the versions are those of a release that was not published yet. */
async function version(copy: string, registry: Registry, surroundings: Surroundings): Promise<void> {
  // From here on nothing in the copy can reach another registry.
  await writeFile(join(copy, ".npmrc"), `registry=${registry.url}\n${scopeSettings(registry)}`);
  const changesets = await changesetsIn(copy);
  if (changesets.length > 0) await runCommand(["pnpm", "release", "version"], { ...surroundings, cwd: copy });
}

async function publish(copy: string, registry: Registry, { env, signal }: Surroundings): Promise<void> {
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
