import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { REPOSITORY } from "@sinch-fetch/workspace";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { folderWith } from "../temporary.ts";
import { GIT_ENV, repositoryWith } from "./git-repository.ts";

const FILES = { "packages/http/src/one.ts": "one\n", ".github/workflows/ci.yml": "on: push\n" };

/** The script of a step, as the workflow has it. */
function scriptOf(workflow: string, job: string, name: string): string {
  const { jobs } = parse(readFileSync(join(REPOSITORY, `.github/workflows/${workflow}.yml`), "utf8"));
  const step = jobs[job].steps.find((found: { name?: string }) => found.name === name);
  return step.run;
}

/**
 * Runs the script in a clone of a repository, as GitHub does, with a patch that changes files of it.
 *
 * @param pulls How many pull requests of the branch `gh` says are open.
 */
function push(script: string, folder: string, changed: Readonly<Record<string, string>>, branch: string, pulls = 0) {
  const origin = repositoryWith(FILES);
  origin.git("checkout", "--quiet", "--detach");
  const clone = folderWith({});
  origin.git("clone", "--quiet", "--branch", "main", origin.folder, clone);
  cpSync(join(REPOSITORY, "tools/release/src/workflows"), join(clone, "tools/release/src/workflows"), {
    recursive: true,
  });
  for (const [path, content] of Object.entries(changed)) origin.write(path, content);
  origin.git("add", "--all");
  const temporary = folderWith({});
  mkdirSync(join(temporary, folder));
  writeFileSync(join(temporary, folder, "patch"), origin.git("diff", "--cached", "--binary", "--no-renames"));
  origin.git("reset", "--quiet", "--hard");
  writeFileSync(join(temporary, "script"), script);
  const commands = join(temporary, "commands");
  writeFileSync(commands, "");
  const gh = `#!/bin/sh\necho "$1 $2 $3" >> "${commands}"\nif [ "$1 $2" = "pr list" ]; then echo ${pulls}; fi\n`;
  writeFileSync(join(temporary, "gh"), gh);
  chmodSync(join(temporary, "gh"), 0o755);
  const { status, stdout } = spawnSync("bash", ["-e", join(temporary, "script")], {
    cwd: clone,
    env: {
      ...GIT_ENV,
      PATH: `${temporary}:${process.env.PATH}`,
      RUNNER_TEMP: temporary,
      BRANCH: branch,
      REFUSED_BRANCHES: "main",
    },
    encoding: "utf8",
  });
  const refs = origin.git("for-each-ref", "--format=%(refname:short)", "refs/heads").trim().split("\n");
  return { origin, status, stdout, refs, commands: readFileSync(commands, "utf8").split("\n").slice(0, -1) };
}

describe("regenerate", () => {
  const script = scriptOf("regenerate", "push", "Push what was generated");

  test("pushes one commit to the branch and starts ci on it", () => {
    const { origin, status, refs, commands } = push(
      script,
      "regenerated",
      { "packages/http/src/one.ts": "two\n" },
      "topic",
    );

    expect({ status, refs, commands }).toEqual({
      status: 0,
      refs: ["main", "topic"],
      commands: ["auth setup-git ", "workflow run ci.yml"],
    });
    expect(origin.git("show", "topic:packages/http/src/one.ts")).toBe("two\n");
    expect(origin.git("diff", "--name-only", "main", "topic")).toBe("packages/http/src/one.ts\n");
    expect(origin.git("rev-list", "--count", "main..topic")).toBe("1\n");
  });

  test.each([
    { title: "another path", changed: { ".github/workflows/ci.yml": "x\n" }, branch: "topic" },
    { title: "the main branch", changed: { "packages/http/src/one.ts": "two\n" }, branch: "main" },
    { title: "what would be two branches", changed: { "packages/http/src/one.ts": "two\n" }, branch: "topic:main" },
  ])("pushes nothing for $title", ({ changed, branch }) => {
    const { origin, status, stdout, refs, commands } = push(script, "regenerated", changed, branch);

    expect({ status, refs, commands }).toEqual({ status: 1, refs: ["main"], commands: [] });
    expect(stdout).toMatch(/^::error::/);
    expect(origin.git("rev-list", "--count", "main")).toBe("1\n");
  });

  test("does nothing where nothing was generated", () => {
    expect(push(script, "regenerated", {}, "topic")).toMatchObject({ status: 0, refs: ["main"], commands: [] });
  });
});

describe("release", () => {
  const script = scriptOf("release", "propose", "Push the versions and open their pull request");
  const changed = { "packages/http/package.json": '{ "version": "1.0.0" }\n' };

  test.each([
    { title: "opens the pull request", pulls: 0, opened: ["pr create --head"] },
    { title: "keeps the one that is open", pulls: 1, opened: [] },
  ])("pushes the versions and $title", ({ pulls, opened }) => {
    const branch = "changeset-release/main";

    const { origin, status, refs, commands } = push(script, "version", changed, branch, pulls);

    expect({ status, refs, commands }).toEqual({
      status: 0,
      refs: [branch, "main"],
      commands: ["auth setup-git ", "workflow run ci.yml", "pr list --head", ...opened],
    });
    expect(origin.git("log", "--format=%s", `main..${branch}`)).toBe("chore: release\n");
  });

  test("pushes nothing but versions", () => {
    const { status, refs } = push(script, "version", { ".github/workflows/ci.yml": "x\n" }, "changeset-release/main");

    expect({ status, refs }).toEqual({ status: 1, refs: ["main"] });
  });
});
