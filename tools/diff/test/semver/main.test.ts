import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { emptyRepository, put, replaceIn } from "@sinch-fetch/description/testing";
import { describe, expect, test } from "vitest";
import { cloneOf, commit, contentOf, git, notesHistory, ownHistory, PATHS, SCHEMAS, specDiff } from "./repository.ts";

const NO_HISTORY = "this is not the root of a git repository: nothing to compare with\n";

interface Found {
  packages: {
    name: string;
    bump: string;
    changes: { level: string; operation?: string; path: string; text: string }[];
  }[];
}

async function found(root: string, ...options: string[]): Promise<Found> {
  const { code, stdout, stderr } = await specDiff(root, "--json", ...options);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return JSON.parse(stdout) as Found;
}

async function bumps(root: string, ...options: string[]): Promise<Record<string, string>> {
  const { packages } = await found(root, ...options);
  return Object.fromEntries(packages.map(({ name, bump }) => [name, bump]));
}

test.concurrent("the report names each package, its bump and the changes it follows from", async () => {
  const root = await notesHistory();
  await replaceIn(root, [SCHEMAS, "enum: [RED, BLUE]", "enum: [RED]"]);

  const { code, stdout, stderr } = await specDiff(root);

  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toBe(
    [
      "since the last commit",
      "",
      "@sinch-fetch/notes: major",
      "  major  POST /notes · request · color: enum value BLUE removed — breaks callers",
      "  minor  POST /notes · response 200 · color: enum value BLUE removed (and in 1 more operation)",
      "",
      "@sinch-fetch/mock: major, it serves the descriptions of the packages above",
      "",
    ].join("\n"),
  );
});

test.concurrent("--json has the same for programs", async () => {
  const root = await notesHistory();
  await replaceIn(root, [SCHEMAS, "required: [text]", "required: [text, color]"]);

  const { packages } = await found(root);

  const change = { level: "major", operation: "POST /notes", text: "is required now — breaks callers" };
  expect(packages).toEqual([
    { name: "@sinch-fetch/notes", bump: "major", changes: [{ ...change, path: "request · color" }] },
    { name: "@sinch-fetch/mock", bump: "major", changes: [{ ...change, path: "notes · request · color" }] },
  ]);
});

describe("what says the same is not a change:", () => {
  const edits: { name: string; edit: (root: string) => Promise<void> }[] = [
    { name: "a comment", edit: (root) => replaceIn(root, [SCHEMAS, "NewNote:", "# What is sent.\nNewNote:"]) },
    { name: "the order of values", edit: (root) => replaceIn(root, [SCHEMAS, "[RED, BLUE]", "[BLUE, RED]"]) },
    {
      name: "another way to write a list",
      edit: (root) => replaceIn(root, [SCHEMAS, "[RED, BLUE]", "\n    - RED\n    - BLUE"]),
    },
    {
      name: "a schema in another file",
      edit: async (root) => {
        const color = "Color:\n  description: The colour of the paper.\n  type: string\n  enum: [RED, BLUE]\n";
        await replaceIn(root, [SCHEMAS, color, ""]);
        await replaceIn(root, [SCHEMAS, /"#\/Color"/, '"./colors.yaml#/Color"']);
        await replaceIn(root, [SCHEMAS, /"#\/Color"/, '"./colors.yaml#/Color"']);
        await put(root, "specs/notes/schemas/colors.yaml", color);
      },
    },
  ];

  test.concurrent.each(edits)("$name", async ({ edit }) => {
    const root = await notesHistory();
    await edit(root);

    expect(await bumps(root)).toEqual({ "@sinch-fetch/notes": "none", "@sinch-fetch/mock": "none" });
  });
});

test.concurrent("only what came after the branch left main counts, committed or not", async () => {
  const root = await notesHistory();
  await git(root, "checkout", "--quiet", "-b", "topic");
  await replaceIn(root, [SCHEMAS, "enum: [RED, BLUE]", "enum: [RED, BLUE, GREEN]"]);
  await commit(root, "green");
  await git(root, "checkout", "--quiet", "main");
  await replaceIn(root, [PATHS, "operationId: Notes_GetNote", "operationId: Notes_GetNote\n    deprecated: true"]);
  await commit(root, "deprecate on main");
  await git(root, "checkout", "--quiet", "topic");
  await replaceIn(root, [SCHEMAS, "description: What it says.", "description: What it tells."]);

  const { packages } = await found(root);

  expect(packages[0]?.changes.map(({ path, text }) => `${path}: ${text}`)).toEqual([
    "request · text: description changed",
    "request · color: enum value GREEN added",
    "response 200 · color: enum value GREEN added (and in 1 more operation)",
  ]);
});

test.concurrent("--base compares with any commit; descriptions that it lacks are first ones", async () => {
  const root = await notesHistory();
  await git(root, "checkout", "--quiet", "--orphan", "empty");
  await git(root, "rm", "-r", "--quiet", "--cached", ".");
  await git(root, "add", "package.json");
  await git(root, "commit", "--quiet", "--message", "nothing described");
  await git(root, "checkout", "--quiet", "--force", "main");

  const { packages } = await found(root, "--base", "empty");

  expect(packages.map(({ name, bump, changes }) => [name, bump, changes.map(({ text }) => text)])).toEqual([
    ["@sinch-fetch/notes", "major", ["described for the first time"]],
    ["@sinch-fetch/mock", "major", ["described for the first time"]],
  ]);
});

test.concurrent("a description that is new is a first release of its client, and a feature of the mock", async () => {
  const root = await ownHistory();
  await replaceIn(root, ["specs/redocly.yaml", "  batch:\n    root: ./batch/openapi.yaml\n", ""]);
  await commit(root, "without batch");
  await git(root, "checkout", "--quiet", "-b", "topic");
  await git(root, "checkout", "--quiet", "HEAD~1", "--", "specs");

  expect(await bumps(root)).toEqual({
    "@sinch-fetch/conversation": "none",
    "@sinch-fetch/batch": "major",
    "@sinch-fetch/templates": "none",
    "@sinch-fetch/mock": "minor",
  });
});

test.concurrent("a description that cannot be read stops with its place", async () => {
  const root = await notesHistory();
  await replaceIn(root, [SCHEMAS, '$ref: "#/Color"', '$ref: "#/Colour"']);

  const { code, stdout, stderr } = await specDiff(root);

  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(/^specs\/notes\/schemas\/notes\.yaml:\d+:\d+ /);
});

test.concurrent("a commit that is not there is named", async () => {
  const root = await notesHistory();

  const outcome = await specDiff(root, "--base", "v9");

  expect(outcome).toEqual({ code: 1, stdout: "", stderr: "there is no commit v9 here\n" });
});

test.concurrent("a shallow clone that does not reach back learns what to do", async () => {
  const root = await notesHistory();
  await git(root, "checkout", "--quiet", "-b", "topic");
  await replaceIn(root, [SCHEMAS, "[RED, BLUE]", "[RED, BLUE, GREEN]"]);
  await commit(root, "green");
  const clone = await cloneOf(root, "--depth", "1", "--branch", "topic");

  const [report, check] = [await specDiff(clone), await specDiff(clone, "--check")];

  for (const { code, stderr } of [report, check]) {
    expect(code).toBe(1);
    expect(stderr).toMatch(/^where HEAD left main is not known: .*`git fetch --unshallow origin`.*`fetch-depth: 0`\n$/);
  }
});

test.concurrent("in a whole clone of a branch, main is that of the remote", async () => {
  const root = await notesHistory();
  await git(root, "checkout", "--quiet", "-b", "topic");
  await replaceIn(root, [SCHEMAS, "[RED, BLUE]", "[RED, BLUE, GREEN]"]);
  await commit(root, "green");
  const clone = await cloneOf(root, "--branch", "topic");

  expect(await bumps(clone)).toEqual({ "@sinch-fetch/notes": "minor", "@sinch-fetch/mock": "minor" });
});

test.concurrent("without main, the report wants a base, and what changed since the releases is checked", async () => {
  const root = await notesHistory();
  await git(root, "checkout", "--quiet", "-b", "topic");
  await replaceIn(root, [SCHEMAS, "[RED, BLUE]", "[RED, BLUE, GREEN]"]);
  await commit(root, "green");
  const clone = await cloneOf(root, "--single-branch", "--branch", "topic");

  const [report, check] = [await specDiff(clone), await specDiff(clone, "--check")];

  expect(report).toMatchObject({
    code: 1,
    stderr: "there is no branch main to compare with: name a commit with --base\n",
  });
  expect(check.stderr).toContain(
    "the descriptions need minor, the changesets promise nothing (since the release of 1.0.0)",
  );
});

test.concurrent("outside of git there is nothing to compare with, and nothing is demanded", async () => {
  const root = await notesHistory();
  await rm(join(root, ".git"), { recursive: true });

  const [report, check] = [await specDiff(root), await specDiff(root, "--check")];

  expect(report).toEqual({ code: 1, stdout: "", stderr: NO_HISTORY });
  expect(check).toMatchObject({ code: 0, stderr: "" });
  expect(check.stdout).toMatch(/^no history of git here: /);
});

test.concurrent("a repository that git finds nothing in does not pass", async () => {
  const root = await notesHistory();
  await rm(join(root, ".git"), { recursive: true });
  await git(root, "init", "--quiet");

  const { code, stderr } = await specDiff(root, "--check");

  expect(code).toBe(1);
  expect(stderr).toMatch(/^git finds no commit here: /);
});

test.concurrent("the index and the files of the repository stay as they are", async () => {
  const root = await notesHistory();
  await replaceIn(root, [SCHEMAS, "[RED, BLUE]", "[RED]"]);
  await git(root, "add", SCHEMAS);
  await writeFile(join(root, "untracked.txt"), "");
  const [status, index] = [await git(root, "status", "--porcelain"), await contentOf(root, ".git/index")];

  await specDiff(root);

  expect(await git(root, "status", "--porcelain")).toBe(status);
  expect(await contentOf(root, ".git/index")).toBe(index);
});

test.concurrent("a wrong command line gets the usage", async () => {
  const outcome = await specDiff(await emptyRepository(), "--json", "--check");

  expect(outcome).toEqual({
    code: 2,
    stdout: "",
    stderr:
      "usage: node tools/diff/src/semver/main.ts [--base <ref>] [--json | --changeset | --check | --raise] [--root <repository>]\n",
  });
});
