import { describe, expect, test } from "vitest";
import { docComment } from "../src/docs.ts";

describe("docComment", () => {
  test("writes one short line as one line", () => {
    expect(docComment(["A note."])).toBe("/** A note. */\n");
    expect(docComment(["A note."], 2)).toBe("  /** A note. */\n");
  });

  test("separates paragraphs by an empty line and leaves out missing ones", () => {
    expect(docComment(["First.", undefined, "Second.\nThird."])).toBe(
      ["/**", " * First.", " *", " * Second.", " * Third.", " */", ""].join("\n"),
    );
  });

  test("indents every line", () => {
    expect(docComment(["One.", "Two."], 2)).toBe(["  /**", "   * One.", "   *", "   * Two.", "   */", ""].join("\n"));
  });

  test("wraps at the last space before 120 columns, the frame included", () => {
    const lines = docComment(["word ".repeat(60)], 2)
      .trimEnd()
      .split("\n");

    expect(lines.every((line) => line.length <= 120)).toBe(true);
    expect(lines[1]).toBe(`   * ${"word ".repeat(23).trimEnd()}`);
    expect(lines.join("").match(/word/g)).toHaveLength(60);
  });

  test("leaves a word that is longer than a line in one piece", () => {
    const address = `https://example.com/${"a".repeat(150)}`;

    expect(docComment([`See ${address} now`])).toContain(` * ${address} now\n`);
    expect(docComment([`@see ${address}`])).toBe(`/** @see ${address} */\n`);
  });

  test("hangs the further lines of a tag and of a list item", () => {
    const long = "word ".repeat(30).trim();

    expect(docComment([`@param a ${long}`])).toMatch(/\n \* @param a word [\w ]+\n \* {3}word/);
    expect(docComment([`- ${long}`])).toMatch(/\n \* - word [\w ]+\n \* {3}word/);
    expect(docComment([long])).toMatch(/\n \* word [\w ]+\n \* word/);
  });

  test("keeps a word with @ off the start of a line, where it would be a tag", () => {
    const text = `${"word ".repeat(22)}last @type of all ${"word ".repeat(10)}`;

    const comment = docComment([text]);

    expect(comment).not.toMatch(/^ \*\s+@/m);
    expect(comment).toContain(" * last @type of all");
  });

  test("keeps the end of a comment out of its text", () => {
    expect(docComment(["Matches */* and /**/."])).toBe("/** Matches *\\/* and /**\\/. */\n");
  });
});
