import { execFile } from "node:child_process";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { COMPILERS } from "../src/compiler.ts";
import { CODE_BLOCKS } from "../src/readme.ts";

// What a reader tries first: the README, and the first page of the guide, which says how the file is named.
const FIRST = [
  { readme: "README.md", name: "send.ts" },
  { readme: "tools/docs/guide/start.md", name: "send.mts" },
];

describe.each(FIRST)("the first program of $readme", ({ readme, name }) => {
  // No "tsconfig.json" and no "type": what is there once a user has installed the packages, typescript and @types/node.
  const folder = join(inject("project"), "first-minute", readme);
  const [program] = CODE_BLOCKS.filter((block) => block.readme === readme && block.language === "ts");

  beforeAll(async () => {
    await mkdir(folder, { recursive: true });
    await symlink(join(inject("project"), "node_modules"), join(folder, "node_modules"));
    await writeFile(join(folder, name), program?.text ?? "");
  });

  test("compiles by the defaults of TypeScript 7", async () => {
    const compiler = COMPILERS.find((one) => one.name.startsWith("TypeScript 7"));
    const args = [compiler?.path ?? "", "--noEmit", "--pretty", "false", name];

    const output = await new Promise<string>((resolve) => {
      execFile(process.execPath, args, { cwd: folder }, (_, stdout, stderr) => resolve(stdout + stderr));
    });

    expect(program?.text).toContain("messages.send");
    expect(output).toBe("");
  });
});
