import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

const MAX_OUTPUT = 64 * 1024 * 1024;

/** What git cannot do here, and what to do about it. */
export class GitProblem extends Error {
  override readonly name = "GitProblem";
}

/** Runs git in a folder. */
export interface Git {
  /** What git prints, without the line break at its end; `undefined` where it fails. */
  ask(...args: string[]): Promise<string | undefined>;
  /** Copies what a commit holds under the given names at the root into a new folder; names that it lacks are left out. */
  copyOut(commit: string, names: readonly string[], into: string): Promise<void>;
}

export function gitIn(root: string): Git {
  const ask = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string | undefined> =>
    new Promise((resolve) => {
      const options = { cwd: root, env: { ...process.env, ...env }, maxBuffer: MAX_OUTPUT };
      execFile("git", [...args], options, (error, stdout) => resolve(error ? undefined : stdout.trimEnd()));
    });
  return {
    ask: (...args) => ask(args),
    async copyOut(commit, names, into) {
      // An index of its own: that of the repository stays as it is.
      const env = { GIT_INDEX_FILE: join(into, ".index") };
      await mkdir(into, { recursive: true });
      const there = new Set(((await ask(["ls-tree", "--name-only", commit])) ?? "").split("\n"));
      for (const name of names.filter((one) => there.has(one))) {
        const read = await ask(["read-tree", `--prefix=${name}/`, `${commit}:${name}`], env);
        if (read === undefined) throw new GitProblem(`git cannot read ${name} of ${commit}`);
      }
      const written = await ask(["checkout-index", "--all", "--force", `--prefix=${into}/`], env);
      if (written === undefined) throw new GitProblem(`git cannot copy ${commit} out`);
      // The rules of the descriptions are ES modules, as in the repository that they come from.
      await writeFile(join(into, "package.json"), '{ "type": "module" }\n');
    },
  };
}
