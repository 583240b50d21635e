import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { REPOSITORY } from "../src/packages.ts";
import { folderWith } from "./temporary.ts";

/** Finds the links of Markdown files that lead to no file, or to no heading of it. */
function brokenLinks(root: string, files: readonly string[]): string[] {
  return files.flatMap((file) =>
    [...readFileSync(join(root, file), "utf8").matchAll(/\]\((?!https?:|mailto:)([^)\s]*)\)/g)]
      .map(([, link = ""]) => link)
      .filter((link) => !leadsSomewhere(root, file, link))
      .map((link) => `${file}: ${link}`),
  );
}

function leadsSomewhere(root: string, file: string, link: string): boolean {
  const [path = "", heading] = link.split("#");
  const target = path === "" ? join(root, file) : join(root, dirname(file), path);
  if (!existsSync(target)) return false;
  if (heading === undefined) return true;
  const text = readFileSync(statSync(target).isDirectory() ? join(target, "README.md") : target, "utf8");
  return [...text.matchAll(/^#+ (.*)$/gm)].some(([, title = ""]) => anchorOf(title) === heading);
}

/** Makes the anchor that GitHub gives a heading. */
function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(" ", "-");
}

test("every link between the documents leads to a file and a heading", () => {
  const listed = execFileSync("git", ["ls-files", "-z", "*.md"], { cwd: REPOSITORY, encoding: "utf8" });
  const files = listed.split("\0").filter((file) => file !== "" && existsSync(join(REPOSITORY, file)));

  expect(files).toContain("CONTRIBUTING.md");
  expect(brokenLinks(REPOSITORY, files)).toEqual([]);
});

test("a link to a file or a heading that is gone is found", () => {
  const root = folderWith({
    "README.md": "[a](docs) [b](docs/README.md#how-its-done) [c](#top) [d](gone.ts) [e](docs#gone) [f](https://a.test)",
    "docs/README.md": "## How it's done\n",
  });

  expect(brokenLinks(root, ["README.md"])).toEqual(["README.md: #top", "README.md: gone.ts", "README.md: docs#gone"]);
});
