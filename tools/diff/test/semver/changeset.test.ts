import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { parseChangesetFile } from "@changesets/parse";
import { put, replaceIn } from "@sinch-fetch/description/testing";
import { describe, expect, test } from "vitest";
import { append, changeset, commit, contentOf, git, notesHistory, PATHS, SCHEMAS, specDiff } from "./repository.ts";

const OPTIONAL_FIELD =
  "    pinned:\n      description: Whether it stays on top.\n      type: boolean\n  required: [text]\n";
const DONE = { code: 0, stderr: "" };

/** A branch on which an optional field was added to a request. */
async function withField(version?: string): Promise<string> {
  const root = await notesHistory(version);
  await git(root, "checkout", "--quiet", "-b", "topic");
  await replaceIn(root, [SCHEMAS, "  required: [text]\n", OPTIONAL_FIELD]);
  return root;
}

async function changesetsOf(root: string): Promise<string[]> {
  return (await readdir(join(root, ".changeset"))).filter((file) => file.endsWith(".md"));
}

async function onlyChangeset(
  root: string,
): Promise<{ path: string; content: string; bumps: Record<string, string>; summary: string }> {
  const [file, ...others] = await changesetsOf(root);
  expect(others).toEqual([]);
  const path = `.changeset/${file}`;
  const content = await contentOf(root, path);
  const { releases, summary } = parseChangesetFile(content);
  return { path, content, summary, bumps: Object.fromEntries(releases.map(({ name, type }) => [name, type])) };
}

test.concurrent("the check names what is lacking and the command that fixes it, which it does", async () => {
  const root = await withField();

  const before = await specDiff(root, "--check");
  const written = await specDiff(root, "--changeset");
  const after = await specDiff(root, "--check");

  expect(before).toEqual({
    code: 1,
    stdout: "",
    stderr: [
      "@sinch-fetch/notes: the descriptions need minor, the changesets promise nothing (since the last commit)",
      "  minor  POST /notes · request · pinned: optional field added",
      "@sinch-fetch/mock: the descriptions need minor, the changesets promise nothing (since the last commit)",
      "  minor  POST /notes · notes · request · pinned: optional field added",
      "run: pnpm spec:changeset",
      "",
    ].join("\n"),
  });
  expect(written).toEqual({
    ...DONE,
    stdout: "wrote .changeset/notes-request-pinned.md: @sinch-fetch/notes minor, @sinch-fetch/mock minor\n",
  });
  expect(after).toEqual({ ...DONE, stdout: "" });
});

test.concurrent("changesets reads what was written, and the changelog gets its text", async () => {
  const root = await withField();
  await specDiff(root, "--changeset");
  await commit(root, "pin notes");

  const { code } = await changeset(root, "version");

  expect(code).toBe(0);
  const [notes, mock] = await Promise.all(
    ["notes", "mock"].map((name) => contentOf(root, `packages/${name}/CHANGELOG.md`)),
  );
  for (const changelog of [notes, mock]) {
    expect(changelog).toMatch(
      /## 1\.1\.0\n\n### Minor Changes\n\n- [0-9a-f]{7}: Optional field added: `pinned` in the request of `POST \/notes`\.\n/,
    );
  }
});

test.concurrent("what breaks comes first in the text, and what one edit did is one line", async () => {
  const root = await withField();
  await replaceIn(root, [SCHEMAS, "enum: [RED, BLUE]", "enum: [RED, GREEN]"]);
  await replaceIn(root, [SCHEMAS, "description: What it says.", "description: What it tells."]);

  await specDiff(root, "--changeset");

  const { summary, bumps } = await onlyChangeset(root);
  expect(bumps).toEqual({ "@sinch-fetch/notes": "major", "@sinch-fetch/mock": "major" });
  expect(summary).toBe(
    [
      "Changes of the notes API:",
      "",
      "- Breaking: Enum value BLUE removed: `color` in the request of `POST /notes`.",
      "- Optional field added: `pinned` in the request of `POST /notes`.",
      "- Enum value GREEN added: `color` in the request of `POST /notes`; `color` in the response 200 of `POST /notes` and 1 more.",
      "- Enum value BLUE removed: `color` in the response 200 of `POST /notes` and 1 more.",
      "- Texts or examples changed in 1 place.",
    ].join("\n"),
  );
});

describe("a second run", () => {
  test.concurrent("writes a file again that nobody touched", async () => {
    const root = await withField();
    await specDiff(root, "--changeset");
    await replaceIn(root, [SCHEMAS, "[RED, BLUE]", "[RED]"]);

    const { stdout } = await specDiff(root, "--changeset");

    const { path, bumps, summary } = await onlyChangeset(root);
    expect(stdout).toBe(`updated ${path}: @sinch-fetch/notes major, @sinch-fetch/mock major\n`);
    expect(bumps).toEqual({ "@sinch-fetch/notes": "major", "@sinch-fetch/mock": "major" });
    expect(summary).toContain("Enum value BLUE removed");
  });

  test.concurrent("leaves a text that was edited, and raises its bumps", async () => {
    const root = await withField();
    await specDiff(root, "--changeset");
    const { path } = await onlyChangeset(root);
    await replaceIn(root, [path, /Optional field added.*\n/, "Pin notes to the top.\n"]);
    await append(root, path, "\nThey stay there.\n");
    await replaceIn(root, [SCHEMAS, "[RED, BLUE]", "[RED]"]);

    const { stdout } = await specDiff(root, "--changeset");

    const { bumps, summary } = await onlyChangeset(root);
    expect(stdout).toBe(
      `updated ${path}: @sinch-fetch/notes major, @sinch-fetch/mock major, its text left as it was edited\n`,
    );
    expect(bumps).toEqual({ "@sinch-fetch/notes": "major", "@sinch-fetch/mock": "major" });
    expect(summary).toBe("Pin notes to the top.\n\nThey stay there.");
    expect(await specDiff(root, "--check")).toMatchObject({ code: 0 });
  });

  test.concurrent("leaves bumps that were raised, and packages that were added", async () => {
    const root = await withField();
    await specDiff(root, "--changeset");
    const { path } = await onlyChangeset(root);
    await replaceIn(root, [
      path,
      '"@sinch-fetch/notes": minor',
      '"@sinch-fetch/http": patch\n"@sinch-fetch/notes": major',
    ]);
    const { content } = await onlyChangeset(root);

    const { stdout } = await specDiff(root, "--changeset");

    expect((await onlyChangeset(root)).content).toBe(content);
    expect(stdout).toBe(`${path} is up to date: @sinch-fetch/notes minor, @sinch-fetch/mock minor\n`);
  });

  test.concurrent("adds a package that an edited file lacks", async () => {
    const root = await withField();
    await specDiff(root, "--changeset");
    const { path } = await onlyChangeset(root);
    await replaceIn(root, [path, '"@sinch-fetch/mock": minor\n', ""]);

    await specDiff(root, "--changeset");

    expect((await onlyChangeset(root)).bumps).toEqual({ "@sinch-fetch/notes": "minor", "@sinch-fetch/mock": "minor" });
  });

  test.concurrent("changes nothing where nothing changed, and removes the file when nothing is left to promise", async () => {
    const root = await withField();
    await specDiff(root, "--changeset");
    const { path, content } = await onlyChangeset(root);

    const same = await specDiff(root, "--changeset");

    expect(same.stdout).toBe(`${path} is up to date: @sinch-fetch/notes minor, @sinch-fetch/mock minor\n`);
    expect((await onlyChangeset(root)).content).toBe(content);

    await git(root, "checkout", "--quiet", "--", SCHEMAS);
    const removal = await specDiff(root, "--changeset");

    expect(removal.stdout).toBe(`removed ${path}: nothing is left to promise\n`);
    expect(await changesetsOf(root)).toEqual([]);
  });
});

test.concurrent("nothing is written where other changesets of the branch promise enough, or nothing changed", async () => {
  const root = await withField();
  const byHand = '---\n"@sinch-fetch/notes": major\n"@sinch-fetch/mock": minor\n---\n\nPin notes.\n';
  await put(root, ".changeset/pin.md", byHand);

  const enough = await specDiff(root, "--changeset");

  expect(enough).toEqual({ ...DONE, stdout: "the changesets here promise enough\n" });
  expect(await changesetsOf(root)).toEqual(["pin.md"]);

  await git(root, "checkout", "--quiet", "--", SCHEMAS);

  expect((await specDiff(root, "--changeset")).stdout).toBe("the descriptions have no change that needs a changeset\n");
});

test.concurrent("of several changesets for a package the largest counts", async () => {
  const root = await withField();
  await put(
    root,
    ".changeset/a.md",
    '---\n"@sinch-fetch/notes": minor\n"@sinch-fetch/mock": minor\n---\n\nPin notes.\n',
  );
  await put(root, ".changeset/b.md", '---\n"@sinch-fetch/notes": patch\n"@sinch-fetch/mock": patch\n---\n\nFaster.\n');

  expect(await specDiff(root, "--check")).toEqual({ ...DONE, stdout: "" });
});

test.concurrent("only the packages that others leave out are written", async () => {
  const root = await withField();
  await put(root, ".changeset/pin.md", '---\n"@sinch-fetch/notes": minor\n---\n\nPin notes.\n');

  await specDiff(root, "--changeset");

  const written = await contentOf(root, ".changeset/notes-request-pinned.md");
  expect(parseChangesetFile(written).releases).toEqual([{ name: "@sinch-fetch/mock", type: "minor" }]);
});

test.concurrent("a changeset that waits on main since before the branch promises nothing for it", async () => {
  const root = await notesHistory();
  await put(
    root,
    ".changeset/earlier.md",
    '---\n"@sinch-fetch/notes": major\n"@sinch-fetch/mock": major\n---\n\nEarlier.\n',
  );
  await commit(root, "an earlier change");
  await git(root, "checkout", "--quiet", "-b", "topic");
  await replaceIn(root, [SCHEMAS, "  required: [text]\n", OPTIONAL_FIELD]);

  expect(await specDiff(root, "--check")).toMatchObject({ code: 1 });

  await append(root, ".changeset/earlier.md", "Notes can be pinned, too.\n");

  expect(await specDiff(root, "--check")).toMatchObject({ code: 0 });
});

test.concurrent("a branch that raises the versions itself needs no changeset", async () => {
  const root = await withField();
  await specDiff(root, "--changeset");
  await commit(root, "pin notes");
  await changeset(root, "version");

  expect(await changesetsOf(root)).toEqual([]);
  expect(await specDiff(root, "--check")).toEqual({ ...DONE, stdout: "" });
});

describe("on main", () => {
  test.concurrent("what changed since the last release needs the changesets that wait", async () => {
    const root = await notesHistory();
    await replaceIn(root, [PATHS, "operationId: Notes_GetNote", "operationId: Notes_GetNote\n    deprecated: true"]);
    await commit(root, "deprecate, without a changeset");

    const lacking = await specDiff(root, "--check");

    expect(lacking.code).toBe(1);
    expect(lacking.stderr).toContain(
      "@sinch-fetch/notes: the descriptions need minor, the changesets promise nothing (since the release of 1.0.0)\n",
    );

    await specDiff(root, "--changeset");
    await commit(root, "the changeset");

    expect(await specDiff(root, "--check")).toEqual({ ...DONE, stdout: "" });

    await changeset(root, "version");

    expect(await specDiff(root, "--check")).toEqual({ ...DONE, stdout: "" });

    await commit(root, "release");

    expect(await specDiff(root, "--check")).toEqual({ ...DONE, stdout: "" });
    expect(await contentOf(root, "packages/notes/package.json")).toContain('"version": "1.1.0"');
  });

  test.concurrent("a package that was never released needs a major changeset, which makes it 1.0.0", async () => {
    const root = await notesHistory("0.0.0");

    const lacking = await specDiff(root, "--check");

    expect(lacking.code).toBe(1);
    expect(lacking.stderr).toContain(
      "@sinch-fetch/notes: the descriptions need major, the changesets promise nothing (since nothing: it was never released)\n",
    );

    await specDiff(root, "--changeset");
    await commit(root, "the changeset");

    expect(await specDiff(root, "--check")).toEqual({ ...DONE, stdout: "" });

    await changeset(root, "version");

    expect(await contentOf(root, "packages/mock/package.json")).toContain('"version": "1.0.0"');
  });
});

test.concurrent("a changeset that cannot be read is named", async () => {
  const root = await withField();
  await put(root, ".changeset/broken.md", "No front matter.\n");

  const { code, stderr } = await specDiff(root, "--check");

  expect(code).toBe(1);
  expect(stderr).toMatch(/^\.changeset\/broken\.md: could not parse changeset/);
});

test.concurrent("a repository without changesets has none", async () => {
  const root = await withField();
  await rm(join(root, ".changeset"), { recursive: true });

  expect(await specDiff(root, "--check")).toMatchObject({ code: 1 });
});
