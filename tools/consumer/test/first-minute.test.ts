import { execFile } from "node:child_process";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, inject, test } from "vitest";
import { COMPILERS } from "../src/compiler.ts";
import { CODE_BLOCKS } from "../src/readme.ts";

// No "tsconfig.json" and no "type": what is there once a user has installed the packages, typescript and @types/node.
const folder = join(inject("project"), "first-minute");
const [program] = CODE_BLOCKS.filter(({ readme, language }) => readme === "README.md" && language === "ts");

beforeAll(async () => {
  await mkdir(folder);
  await symlink(join(inject("project"), "node_modules"), join(folder, "node_modules"));
  await writeFile(join(folder, "send.ts"), program?.text ?? "");
});

test("the first program of the README compiles by the defaults of TypeScript 7", async () => {
  const compiler = COMPILERS.find(({ name }) => name.startsWith("TypeScript 7"));
  const args = [compiler?.path ?? "", "--noEmit", "--pretty", "false", "send.ts"];

  const output = await new Promise<string>((resolve) => {
    execFile(process.execPath, args, { cwd: folder }, (_, stdout, stderr) => resolve(stdout + stderr));
  });

  expect(program?.text).toContain("messages.send");
  expect(output).toBe("");
});
