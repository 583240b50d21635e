import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { commandResult, REPOSITORY } from "../src/index.ts";

/** The words that CONTRIBUTING says not to write; a cell with several of them names words that have a right use, too. */
async function wordsToAvoid(): Promise<string[]> {
  const page = await readFile(join(REPOSITORY, "CONTRIBUTING.md"), "utf8");
  const table = /^\| write .*\n\|[-| ]+\n((?:\|.*\n)+)/m.exec(page)?.[1] ?? "";
  return table
    .trimEnd()
    .split("\n")
    .map((row) => row.split("|")[2]?.trim() ?? "")
    .filter((words) => !words.includes(","));
}

/** What people read of a file: its text without code, or its comments. */
function proseOf(path: string, content: string): string {
  if (path.endsWith(".md")) return content.replace(/^ *```[\s\S]*?^ *```/gm, "").replace(/`[^`]*`|\]\([^)]*\)/g, "");
  return (content.match(/^\s*(\*|\/\/).*|\/\*\*.*?\*\//gm) ?? []).join("\n").replace(/`[^`]*`/g, "");
}

async function files(): Promise<string[]> {
  const patterns = [
    "*.md",
    "packages/*/src/**/*.ts",
    "tools/*/src/**/*.ts",
    ":!*CHANGELOG.md",
    ":!.changeset",
    ":!*.gen.ts",
  ];
  const { stdout } = await commandResult(["git", "ls-files", "-z", "--", ...patterns], { cwd: REPOSITORY });
  return stdout.split("\0").filter((path) => path !== "" && path !== "CONTRIBUTING.md");
}

describe("what people read avoids the words that CONTRIBUTING lists:", async () => {
  const words = await wordsToAvoid();

  test("the list is found", () => {
    expect(words).toContain("tells");
  });

  const pages = await Promise.all(
    (await files()).map(async (path) => ({
      path,
      prose: proseOf(path, await readFile(join(REPOSITORY, path), "utf8")),
    })),
  );

  test.each(words)("%s", (word) => {
    const pattern = new RegExp(`(?<![\\w-])${word.replaceAll(".", "\\.")}(s|ed)?(?![\\w-])`, "i");
    expect(
      pages.flatMap(({ path, prose }) =>
        prose
          .split("\n")
          .filter((line) => pattern.test(line))
          .map((line) => `${path}: ${line.trim()}`),
      ),
    ).toEqual([]);
  });
});
