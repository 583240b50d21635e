import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { judgePromises } from "../../src/promises/judge-promises.ts";
import { folderWith } from "../temporary.ts";
import { projectWith, put } from "./made-up-packages.ts";

const NOTES = "@sinch-fetch/notes";
const SOURCE = `export interface Note { text: string; colour?: "red" | "blue" }
export function add(note: Note): Note { return note; }`;
const DECLARATIONS = `export interface Note { text: string; colour?: "red" | "blue" }
export declare function add(note: Note): Note;`;

const manifest = (version: string) =>
  JSON.stringify({ name: NOTES, version, exports: { ".": { types: "./dist/index.d.ts" } } });

const FILES = {
  "README.md": `# Notes\n\n\`\`\`ts\nimport { add } from "${NOTES}";\n\nconsole.log(add({ text: "" }).text);\n\`\`\`\n`,
  "packages/notes/package.json": manifest("1.0.0"),
  "packages/notes/README.md": "# Notes\n\n```sh\nnpm install\n```\n",
  "packages/notes/src/index.ts": SOURCE,
  "packages/notes/test/note.test-d.ts": `import { expectTypeOf, test } from "vitest";
import { add, type Note } from "../src/index.ts";

test("a note", () => {
  expectTypeOf(add).parameter(0).toEqualTypeOf<Note>();
  expectTypeOf(add).returns.toEqualTypeOf<Note>();
  expectTypeOf<keyof Note>().toEqualTypeOf<"text" | "colour">();
  expectTypeOf(add({ text: "" }).colour).toEqualTypeOf<"red" | "blue" | undefined>();
});
`,
  "packages/notes/test/express.test-d.ts": `import type { Request } from "express";\nimport { add } from "${NOTES}";\n\nadd(1);\n`,
  "packages/notes/test/inside.test-d.ts": 'import { inside } from "../src/inside.ts";\n\ninside();\n',
  "tools/consumer/test/types/accepted.ts": `import { add, type Note } from "${NOTES}";
import { same } from "./same.ts";

same<"red" | "blue" | undefined, Note["colour"]>();
// @ts-expect-error no such colour
add({ text: "", colour: "green" });
`,
  "tools/consumer/test/types/same.ts":
    "export const same = <A, B>(..._: A extends B ? (B extends A ? [] : [A]) : [B]) => {};\n",
};

/** A repository of one commit. */
function repository(files: Readonly<Record<string, string>> = FILES): string {
  const root = folderWith(files);
  git(root, "init", "--quiet", "--initial-branch=main");
  commit(root);
  return root;
}

function commit(root: string): void {
  git(root, "add", "--all");
  git(root, "commit", "--quiet", "--allow-empty", "--message", "A commit");
}

function git(root: string, ...args: string[]): string {
  const names = ["AUTHOR", "COMMITTER"].flatMap((who) => [
    [`GIT_${who}_NAME`, "test"],
    [`GIT_${who}_EMAIL`, "test@localhost"],
  ]);
  const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", ...Object.fromEntries(names) };
  return execFileSync("git", args, { cwd: root, env, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
}

/** Judges a release of other declarations by the last release of a repository. */
async function judge(root: string, declarations: string, version: string) {
  const tree = join(folderWith({}), "tree");
  const project = projectWith({ notes: declarations });
  const { lines, problems } = await judgePromises({ root, tree, project, versions: new Map([[NOTES, version]]) });
  return { lines: lines.map((line) => line.replaceAll(tree, "")), problems };
}

function released(): string {
  const root = repository();
  git(root, "tag", `${NOTES}@1.0.0`);
  return root;
}

test("before a first release there is nothing to compare, which is said", async () => {
  expect(await judge(repository(), DECLARATIONS, "1.0.0")).toEqual({
    lines: ["programs of the last release: none, since nothing was released yet (there is no tag @sinch-fetch/…)"],
    problems: [],
  });
});

test("what a release promised compiles with the same types: README, corpus, type tests and exports", async () => {
  expect(await judge(released(), DECLARATIONS, "1.0.1")).toEqual({
    lines: [`programs of the last release, ${NOTES}@1.0.0: 4 of 4 compile`],
    problems: [],
  });
});

test("a minor release may give more and take more", async () => {
  const more = `export interface Note { text: string; colour?: "red" | "blue" | "green"; pinned?: boolean }
    export interface Added extends Note { id: string; colour?: "red" | "blue" }
    export declare function add(note: Note, at?: number): Added;`;

  expect((await judge(released(), more, "1.1.0")).problems).toEqual([]);
});

describe("a program that no longer compiles", () => {
  const less = DECLARATIONS.replace('"red" | "blue"', '"red"');
  const corpus = "tools/consumer/test/types/accepted.ts";

  test("is a problem without a new major version, with the errors and what to do", async () => {
    const { lines, problems } = await judge(released(), less, "1.1.0");

    expect(lines[0]).toBe(`programs of the last release, ${NOTES}@1.0.0: 3 of 4 compile`);
    expect(lines.slice(1)).toEqual(problems);
    expect(problems).toEqual([
      expect.stringMatching(
        new RegExp(
          `^${corpus} compiled with ${NOTES}@1.0.0 and no longer does, and no package that it imports has a new major version: ${NOTES} 1.1.0\n  ${corpus}\\(4,1\\): error TS.*\n  keep it compiling, or run: pnpm changeset add --major <package that breaks it>$`,
          "s",
        ),
      ),
    ]);
  });

  test("is reported and no problem with one", async () => {
    const { lines, problems } = await judge(released(), less, "2.0.0");

    expect(problems).toEqual([]);
    expect(lines.filter((line) => !line.startsWith(" "))).toEqual([
      `programs of the last release, ${NOTES}@1.0.0: 3 of 4 compile`,
      `${corpus} compiled with ${NOTES}@1.0.0 and no longer does, which ${NOTES} 2.0.0 may cause as a major release`,
    ]);
  });

  test("is one whose export is gone, also where no other program uses it", async () => {
    const root = repository({ ...FILES, "packages/notes/src/index.ts": `${SOURCE}\nexport type Pad = Note[];` });
    git(root, "tag", `${NOTES}@1.0.0`);

    const { problems } = await judge(root, DECLARATIONS, "1.1.0");

    expect(problems).toEqual([expect.stringMatching(/^the exports of @sinch-fetch\/notes .*'Pad'/s)]);
  });

  test("is a type test that a value no longer fits", async () => {
    const nullable = DECLARATIONS.replace("): Note;", "): Note & { colour: null };");

    const { problems } = await judge(released(), nullable, "1.1.0");

    expect(problems.join("\n")).toMatch(/packages\/notes\/test\/note\.test-d\.ts\(8,\d+\): error/);
  });

  test("is named by the line of its README", async () => {
    const { problems } = await judge(released(), "export declare function add(text: string): string;", "1.1.0");

    expect(problems[0]).toMatch(/^README\.md:4 compiled .*\n {2}README\.md\(6,/);
  });

  test("of a package that is gone is a problem", async () => {
    const tree = join(folderWith({}), "tree");

    const { problems } = await judgePromises({ root: released(), tree, project: projectWith({}), versions: new Map() });

    expect(problems).toHaveLength(4);
    expect(problems[0]).toContain(`${NOTES} (gone)`);
  });
});

describe("the last release", () => {
  test("is the newest that leads here, but for prereleases and other branches", async () => {
    const root = released();
    put(join(root, "packages/notes/package.json"), manifest("1.1.0"));
    commit(root);
    git(root, "tag", `${NOTES}@1.1.0`);
    git(root, "tag", "@sinch-fetch/letters@2.0.0-next.1");
    git(root, "tag", "v9.0.0");
    git(root, "checkout", "--quiet", "-b", "other");
    commit(root);
    git(root, "tag", `${NOTES}@3.0.0`);
    git(root, "checkout", "--quiet", "main");
    put(join(root, "packages/notes/README.md"), "changed");
    const before = git(root, "status", "--porcelain");

    const { lines } = await judge(root, DECLARATIONS, "1.1.1");

    expect(lines).toEqual([`programs of the last release, ${NOTES}@1.1.0: 4 of 4 compile`]);
    expect(git(root, "status", "--porcelain")).toBe(before);
  });

  test.each([
    { version: "0.0.0", want: "nothing was released yet" },
    {
      version: "1.0.0",
      want: "the clone is shallow, so the last release is not known: run git fetch --unshallow --tags",
    },
  ])("of a shallow clone at $version: $want", async ({ version, want }) => {
    const root = repository({ ...FILES, "packages/notes/package.json": manifest(version) });
    commit(root);
    const clone = join(folderWith({}), "clone");
    git(root, "clone", "--quiet", "--depth=1", `file://${root}`, clone);

    const said = await judge(clone, DECLARATIONS, "1.0.0").then(
      ({ lines }) => lines.join(""),
      (error: Error) => error.message,
    );

    expect(said).toContain(want);
  });

  test("without programs is refused, so that none is looked for in vain", async () => {
    const root = repository();
    rmSync(join(root, "tools"), { recursive: true });
    commit(root);
    git(root, "tag", `${NOTES}@1.0.0`);

    await expect(judge(root, DECLARATIONS, "1.0.0")).rejects.toThrow(
      /has no programs in its READMEs or tools\/consumer\/test\/types$/,
    );
  });
});
