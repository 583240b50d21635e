import { expect, test } from "vitest";
import { anchorOf, sectionsOf, shiftHeadings } from "../src/markdown/sections.ts";

const MARKDOWN = [
  "# Top",
  "a",
  "## One `x()`",
  "b",
  "```sh",
  "# no heading",
  "```",
  "### Inner",
  "c",
  "## Two",
  "d",
].join("\n");

test("finds sections with what stands below them, and no headings in code", () => {
  const texts = sectionsOf(MARKDOWN).map(({ anchor, textStart, end }) => [anchor, MARKDOWN.slice(textStart, end)]);

  expect(texts).toEqual([
    ["top", MARKDOWN.slice("# Top\n".length)],
    ["one-x", "b\n```sh\n# no heading\n```\n### Inner\nc\n"],
    ["inner", "c\n"],
    ["two", "d"],
  ]);
});

test("moves headings, but not those in code", () => {
  expect(shiftHeadings("## One\n```sh\n## no\n```\n### Two", -1)).toBe("# One\n```sh\n## no\n```\n## Two");
});

test("makes the anchors that GitHub makes", () => {
  expect(anchorOf("Give up after a while: `ttl`")).toBe("give-up-after-a-while-ttl");
  expect(anchorOf("How `oauth2()` keeps a token")).toBe("how-oauth2-keeps-a-token");
});
