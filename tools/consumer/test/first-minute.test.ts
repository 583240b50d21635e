import { execFile } from "node:child_process";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, inject, test } from "vitest";
import { COMPILERS } from "../src/compiler.ts";
import { CODE_BLOCKS, type CodeBlock } from "../src/readme.ts";

// What a reader tries first: the README, and the first page of the guide, which says how the file is named.
const FIRST = [
  { readme: "README.md", name: "send.ts" },
  { readme: "tools/docs/guide/start.md", name: "send.mts" },
];

// "node_modules" and nothing else, no "tsconfig.json" and no "type": what is there once a user has installed the packages,
// typescript and @types/node.
const folder = join(inject("project"), "first-minute");
const programs = CODE_BLOCKS.filter(({ language, file }) => language === "ts" && !file);

beforeAll(async () => {
  await mkdir(folder, { recursive: true });
  await symlink(join(inject("project"), "node_modules"), join(folder, "node_modules"));
});

/** Compiles a program that was copied into a folder of its own; returns what the compiler has to say. */
async function compiledAlone({ readme, line, text }: CodeBlock, name: string, ...options: string[]): Promise<string> {
  const own = join(folder, readme, String(line));
  await mkdir(own, { recursive: true });
  await writeFile(join(own, name), text);
  const compiler = COMPILERS.find((one) => one.name.startsWith("TypeScript 7"));
  const args = [compiler?.path ?? "", "--noEmit", "--pretty", "false", ...options, name];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: own }, (_, stdout, stderr) => resolve(stdout + stderr));
  });
}

test.each(FIRST)("the first program of $readme compiles by the defaults of TypeScript 7", async ({ readme, name }) => {
  const program = programs.find((block) => block.readme === readme) ?? expect.unreachable(`${readme} has no program`);

  expect(program.text).toContain("messages.send");
  expect(await compiledAlone(program, name)).toBe("");
});

test.concurrent.each(programs)(
  "the program in $readme, line $line, does so too when it is copied alone",
  async (program) => {
    // The declarations, which take most of the time, are checked with the first ones.
    expect(await compiledAlone(program, "program.ts", "--skipLibCheck")).toBe("");
  },
);
