import { execFile } from "node:child_process";
import { appendFile, cp, readFile, symlink } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { emptyRepository, notesRepository, put } from "@sinch-fetch/description/testing";
import { commandLine, type Outcome } from "../../src/semver/command-line.ts";

const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));
const OWN_MODULES = fileURLToPath(new URL("../../node_modules", import.meta.url));
const CHANGESET = join(OWN_MODULES, "@changesets/cli/bin.js");

export const SCHEMAS = "specs/notes/schemas/notes.yaml";
export const PATHS = "specs/notes/paths/notes.yaml";

/**
 * A repository with the small description of the generator's tests, its package and the mock, committed on main.
 *
 * @param version Of both packages.
 */
export async function notesHistory(version = "1.0.0"): Promise<string> {
  const root = await notesRepository();
  for (const name of ["notes", "mock"]) {
    const manifest = { name: `@sinch-fetch/${name}`, version, type: "module" };
    await put(root, `packages/${name}/package.json`, `${JSON.stringify(manifest, null, 2)}\n`);
  }
  await put(
    root,
    "package.json",
    '{ "name": "root", "private": true, "type": "module", "packageManager": "pnpm@12.21.0" }\n',
  );
  await put(root, "pnpm-workspace.yaml", "packages:\n  - packages/*\n");
  await put(root, "pnpm-lock.yaml", "lockfileVersion: '9.0'\n");
  await put(root, ".gitignore", "node_modules\n");
  // The changelog module of the repository is none of theirs.
  const config = JSON.parse(await readFile(join(ROOT, ".changeset/config.json"), "utf8"));
  await put(root, ".changeset/config.json", JSON.stringify({ ...config, changelog: "@changesets/cli/changelog" }));
  await symlink(OWN_MODULES, join(root, "node_modules"), "junction");
  await start(root);
  return root;
}

/** A copy of the real descriptions, committed on main. */
export async function ownHistory(): Promise<string> {
  const root = await emptyRepository();
  await cp(join(ROOT, "specs"), join(root, "specs"), { recursive: true });
  await start(root);
  return root;
}

/** A clone, with options for git. */
export async function cloneOf(root: string, ...options: string[]): Promise<string> {
  const folder = await emptyRepository();
  await git(folder, "clone", "--quiet", ...options, `file://${root}`, folder);
  return folder;
}

async function start(root: string): Promise<void> {
  await git(root, "init", "--quiet", "--initial-branch", "main");
  await commit(root, "start");
}

/** Commits everything. */
export async function commit(root: string, message: string): Promise<void> {
  await git(root, "add", "--all");
  await git(root, "commit", "--quiet", "--message", message);
}

/** Runs git as nobody in particular, whatever the settings of this machine. */
export async function git(root: string, ...args: string[]): Promise<string> {
  const identity = ["user.name=nobody", "user.email=nobody@example.com", "commit.gpgsign=false"];
  const { code, stdout, stderr } = await run("git", root, [...identity.flatMap((setting) => ["-c", setting]), ...args]);
  if (code !== 0) throw new Error(`git ${args[0]}: ${stderr}`);
  return stdout.trim();
}

/** Runs the tool on a repository. */
export function specDiff(root: string, ...options: string[]): Promise<Outcome> {
  return commandLine(options, root);
}

/** Runs the command line of changesets in a repository. */
export function changeset(root: string, ...args: string[]): Promise<Outcome> {
  return run(process.execPath, root, [CHANGESET, ...args]);
}

/** Adds lines to the end of a file. */
export function append(root: string, file: string, lines: string): Promise<void> {
  return appendFile(join(root, file), lines);
}

export function contentOf(root: string, file: string): Promise<string> {
  return readFile(join(root, file), "utf8");
}

function run(command: string, cwd: string, args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(command, [...args], { cwd, maxBuffer: 16 * 1024 * 1024 }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code ?? 1) : 0, stdout, stderr });
    });
  });
}
