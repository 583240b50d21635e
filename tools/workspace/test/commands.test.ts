import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { COMMANDS, stepsOf } from "../src/commands.ts";
import { REPOSITORY } from "../src/packages.ts";

const { scripts } = JSON.parse(readFileSync(join(REPOSITORY, "package.json"), "utf8")) as {
  scripts: Readonly<Record<string, string>>;
};
const run = "node tools/workspace/src/run.ts ";
const called = Object.values(scripts).filter((script) => script.startsWith(run));

test("the last step gets the arguments, whether a command has sub-commands or not", () => {
  expect(stepsOf(["demo", "--live"])).toEqual([
    ...(COMMANDS.demo?.slice(0, 1) ?? []),
    ["node", "tools/demo/src/main.ts", "--live"],
  ]);
  expect(stepsOf(["spec", "diff", "--json"])).toEqual([["node", "tools/diff/src/semver/main.ts", "--json"]]);
});

test("an unknown sub-command is refused with those that exist", () => {
  expect(() => stepsOf(["release", "pubish"])).toThrow(
    "expected pnpm release version, pnpm release publish, pnpm release rehearse",
  );
  expect(() => stepsOf(["spec"])).toThrow("expected pnpm spec lint, ");
});

test("every command is a script of the root, and every script of the root a command", () => {
  const words = called.map((script) => script.slice(run.length));

  expect(new Set(words.map((word) => word.split(" ")[0]))).toEqual(
    new Set(Object.keys(COMMANDS).map((name) => name.split(" ")[0])),
  );
  for (const word of words.filter((name) => name.includes(" "))) expect(Object.keys(COMMANDS)).toContain(word);
});

test("every program of ours that a command runs is there, or is built", () => {
  const programs = Object.values(COMMANDS)
    .flat()
    .filter(([program]) => program === "node")
    .map(([, path = ""]) => path);

  expect(programs.filter((path) => !path.includes("/dist/") && !existsSync(join(REPOSITORY, path)))).toEqual([]);
});
