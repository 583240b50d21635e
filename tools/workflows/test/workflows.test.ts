import { describe, expect, test } from "vitest";
import { filesLike } from "../src/repository-files.ts";
import { actionProblems, pinsOf, workflowProblems } from "../src/workflow-rules.ts";
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

test("the workflows are these, and every action has one version in all of them", () => {
  const pins = [...workflows, ...actions].flatMap(({ text }) => [...pinsOf(text)]);
  const commits = new Set(pins.map(([pin]) => pin));
  const named = new Set(pins.map(([pin, version]) => `${pin.split("@")[0]} ${version}`));

  expect(workflows.map(({ path }) => path)).toEqual(
    ["ci", "regenerate", "release", "upstream"].map((name) => `.github/workflows/${name}.yml`),
  );
  expect(new Set([...commits].map((pin) => pin.split("@")[0])).size).toBe(commits.size);
  expect(named.size).toBe(commits.size);
});
