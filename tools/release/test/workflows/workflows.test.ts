import { describe, expect, test } from "vitest";
import { filesLike } from "../../src/workflows/repository-files.ts";
import { importsOf } from "../../src/workflows/script-imports.ts";
import { actionProblems, bareScripts, pinsOf, workflowProblems } from "../../src/workflows/workflow-rules.ts";
import { parserProblems } from "./github-parser.ts";

const workflows = filesLike(".github/workflows/*.{yml,yaml}");
const actions = filesLike(".github/actions/**/action.{yml,yaml}");

describe.each(workflows)("$path", ({ path, text }) => {
  test("is what GitHub understands", async () => {
    expect(await parserProblems(path, text)).toEqual([]);
  });

  test("is as safe as it can be", () => {
    expect(workflowProblems(text)).toEqual([]);
  });
});

describe.each(actions)("$path", ({ path, text }) => {
  test("is what GitHub understands", async () => {
    expect(await parserProblems(path, text)).toEqual([]);
  });

  test("is as safe as it can be", () => {
    expect(actionProblems(text)).toEqual([]);
  });
});

test("the scripts that run where nothing is installed import what Node has", () => {
  const scripts = [...new Set(workflows.flatMap(({ text }) => bareScripts(text)))].sort();

  expect(scripts).toEqual([
    "tools/release/src/github-releases.ts",
    "tools/release/src/publish.ts",
    "tools/release/src/workflows/check-push.ts",
  ]);
  for (const script of scripts) {
    const imported = importsOf(script);
    expect(imported.length).toBeGreaterThan(0);
    expect(imported.filter((name) => !name.startsWith("node:"))).toEqual([]);
  }
});

test("an import of a package is seen, also in a file that is imported", () => {
  expect(importsOf("tools/release/test/workflows/workflow-rules.test.ts")).toEqual(["vitest", "yaml"]);
});

test("the workflows are these, and every action has one version in all of them", () => {
  const pins = [...workflows, ...actions].flatMap(({ text }) => [...pinsOf(text)]);
  const commits = new Set(pins.map(([pin]) => pin));
  const named = new Set(pins.map(([pin, version]) => `${pin.split("@")[0]} ${version}`));

  expect(workflows.map(({ path }) => path)).toEqual(
    ["ci", "regenerate", "release", "upstream", "weekly"].map((name) => `.github/workflows/${name}.yml`),
  );
  expect(new Set([...commits].map((pin) => pin.split("@")[0])).size).toBe(commits.size);
  expect(named.size).toBe(commits.size);
});

test("every week the tests are tested by mutation, and the clients are soaked in full", () => {
  const commands = workflows
    .filter(({ text }) => /^ {2}schedule:$/m.test(text))
    .flatMap(({ text }) => [...text.matchAll(/^ +- run: (.*)$/gm)].map(([, command]) => command));

  expect(commands).toEqual(expect.arrayContaining(["pnpm mutation", "pnpm soak"]));
});
