import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { folderWith } from "../temporary.ts";

/** A git that no configuration of this machine changes. */
export const GIT_ENV = {
  ...process.env,
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_SYSTEM: "/dev/null",
  GIT_AUTHOR_NAME: "test",
  GIT_AUTHOR_EMAIL: "test@localhost",
  GIT_COMMITTER_NAME: "test",
  GIT_COMMITTER_EMAIL: "test@localhost",
};

/** The repositories of one commit so far, by their files: they are copied. */
const originals = new Map<string, string>();

/** Makes a repository of one commit, on the branch `main`, with these files. */
export function repositoryWith(files: Readonly<Record<string, string>>) {
  const key = JSON.stringify(files);
  const original = originals.get(key) ?? originalWith(files);
  originals.set(key, original);
  const folder = folderWith({});
  cpSync(original, folder, { recursive: true });
  const git = (...args: string[]) => runGit(folder, args);
  const write = (path: string, content: string | Uint8Array) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  return { folder, git, write };
}

function originalWith(files: Readonly<Record<string, string>>): string {
  const folder = folderWith(files);
  runGit(folder, ["init", "--quiet", "--initial-branch=main", "--template="]);
  runGit(folder, ["add", "--all"]);
  runGit(folder, ["commit", "--quiet", "--message", "first"]);
  return folder;
}

function runGit(cwd: string, args: readonly string[]): string {
  return execFileSync("git", args, { cwd, env: GIT_ENV, encoding: "utf8" });
}

/** Such a repository. */
export type TestRepository = ReturnType<typeof repositoryWith>;
