import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
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

/** Makes a repository of one commit, on the branch `main`, with these files. */
export function repositoryWith(files: Readonly<Record<string, string>>) {
  const folder = folderWith(files);
  const git = (...args: string[]) => execFileSync("git", args, { cwd: folder, env: GIT_ENV, encoding: "utf8" });
  const write = (path: string, content: string | Uint8Array) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  git("init", "--quiet", "--initial-branch=main");
  git("add", "--all");
  git("commit", "--quiet", "--message", "first");
  return { folder, git, write };
}

/** Such a repository. */
export type TestRepository = ReturnType<typeof repositoryWith>;
