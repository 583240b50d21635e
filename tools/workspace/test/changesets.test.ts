import { expect, test } from "vitest";
import { BrokenChangeset, changesetsIn, changesetText, promised, raisedChangeset } from "../src/changesets.ts";
import { folderWith } from "./temporary.ts";

test("changesets promise what the largest of them does", async () => {
  const root = folderWith({
    ".changeset/config.json": "{}",
    ".changeset/README.md": "About changesets.",
    ".changeset/.hidden.md": "No changeset.",
    ".changeset/two.md": '---\n\n"@sinch-fetch/auth": patch\n"@sinch-fetch/mock": patch\n---\n\nTwo.\n',
    ".changeset/one.md": '---\n"@sinch-fetch/http": minor\n"@sinch-fetch/auth": major\n---\n\nOne.\n',
  });

  const changesets = await changesetsIn(root);

  expect(changesets.map(({ file }) => file)).toEqual(["one.md", "two.md"]);
  expect(
    ["http", "auth", "mock", "batch"].map((name) => `${name} ${promised(changesets, `@sinch-fetch/${name}`)}`),
  ).toEqual(["http minor", "auth major", "mock patch", "batch none"]);
});

test("a repository without their folder has none", async () => {
  expect(await changesetsIn(folderWith({}))).toEqual([]);
});

test("one that cannot be read is named", async () => {
  const broken = changesetsIn(folderWith({ ".changeset/broken.md": "No front matter." }));

  await expect(broken).rejects.toThrow(BrokenChangeset);
  await expect(broken).rejects.toThrow(/^\.changeset\/broken\.md: could not parse changeset/);
});

test("one that is written can be read", async () => {
  const bumps = new Map([
    ["@sinch-fetch/http", "minor"],
    ["@sinch-fetch/mock", "patch"],
  ] as const);

  const [read] = await changesetsIn(folderWith({ ".changeset/a.md": changesetText(bumps, "Sends twice as fast.") }));

  expect(read?.bumps).toEqual(bumps);
  expect(read?.content).toBe(
    '---\n"@sinch-fetch/http": minor\n"@sinch-fetch/mock": patch\n---\n\nSends twice as fast.\n',
  );
});

test("raising one raises what is less, adds what it lacks, and keeps all else", async () => {
  const content = "---\n# Ours.\n'@sinch-fetch/http': patch\n\"@sinch-fetch/auth\": major\n---\n\nhttp: faster.\n";
  const [changeset] = await changesetsIn(folderWith({ ".changeset/a.md": content }));
  const needed = new Map([
    ["@sinch-fetch/http", "minor"],
    ["@sinch-fetch/auth", "minor"],
    ["@sinch-fetch/mock", "patch"],
  ] as const);

  expect(changeset && raisedChangeset(changeset, needed)).toBe(
    '---\n# Ours.\n"@sinch-fetch/http": minor\n"@sinch-fetch/auth": major\n"@sinch-fetch/mock": patch\n---\n\nhttp: faster.\n',
  );
});
