import { expect, test } from "vitest";
import { codeBlocks } from "../src/readme.ts";

test("finds the blocks of code, where they stand and what language they are in", () => {
  const markdown = [
    "```ts",
    "first();",
    "```",
    "1. In a list, with a fence inside:",
    "   ````ts",
    "   if (second)",
    "",
    "     print(`",
    "   ```",
    "   `);",
    "   ````",
    "```sh",
    "third",
    "```",
    "```ts file=test/fourth.ts",
    "fourth();",
    "```",
  ].join("\n");

  const blocks = codeBlocks("README.md", markdown);

  expect(blocks).toEqual([
    { readme: "README.md", line: 2, language: "ts", text: "first();" },
    { readme: "README.md", line: 6, language: "ts", text: "if (second)\n\n  print(`\n```\n`);" },
    { readme: "README.md", line: 13, language: "sh", text: "third" },
    { readme: "README.md", line: 16, language: "ts", file: "test/fourth.ts", text: "fourth();" },
  ]);
});

test("refuses a block that does not end", () => {
  expect(() => codeBlocks("README.md", "\n```ts\nfirst();")).toThrow("README.md:2: the block of code does not end");
});
