import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PUBLIC_PACKAGES, REPOSITORY } from "@sinch-fetch/workspace";

/** A fenced block of code in a README or a page of the guide. */
export interface CodeBlock {
  /** The README or page, from the repository's folder. */
  readonly readme: string;
  /** The line of the block's first line of code. */
  readonly line: number;
  /** What the fence says the language is. */
  readonly language: string;
  /**
   * What its fence says after `file=`: the file that it shows, from its README's folder, which its package compiles and
   * runs. It needs more than the packages.
   */
  readonly file?: string | undefined;
  readonly text: string;
}

/** The blocks of code in the READMEs of the repository and its public packages, and in the pages of the guide. */
export const CODE_BLOCKS: readonly CodeBlock[] = [
  "README.md",
  ...PUBLIC_PACKAGES.map(({ folder }) => `${folder}/README.md`),
  ...globSync("tools/docs/guide/*.md", { cwd: REPOSITORY }).sort(),
]
  .filter((readme) => existsSync(join(REPOSITORY, readme)))
  .flatMap((readme) => codeBlocks(readme, readFileSync(join(REPOSITORY, readme), "utf8")));

/** Finds the fenced blocks of a README. */
export function codeBlocks(readme: string, markdown: string): readonly CodeBlock[] {
  const blocks: CodeBlock[] = [];
  let open: (Omit<CodeBlock, "text"> & { fence: string; indent: number; text: string[] }) | undefined;
  for (const [index, line] of markdown.split("\n").entries()) {
    const [, spaces = "", fence, language = "", info = ""] = /^( *)(`{3,})\s*([^\s`]*)([^`]*)$/.exec(line) ?? [];
    if (open && fence?.startsWith(open.fence) && language === "") {
      const { fence: _fence, indent: _indent, ...block } = open;
      blocks.push({ ...block, text: open.text.join("\n") });
      open = undefined;
    } else if (open) {
      open.text.push(line.slice(Math.min(open.indent, line.search(/\S|$/))));
    } else if (fence) {
      const file = /\bfile=(\S+)/.exec(info)?.[1];
      open = { readme, line: index + 2, language, file, text: [], fence, indent: spaces.length };
    }
  }
  if (open) throw new Error(`${readme}:${open.line - 1}: the block of code does not end`);
  return blocks;
}
