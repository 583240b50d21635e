import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { REPOSITORY } from "@sinch-fetch/workspace";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { COMPILERS, compile, type Diagnostic } from "../src/compiler.ts";
import { ENVIRONMENT, type InstalledMock, startInstalledMock } from "../src/installed-mock.ts";
import { CODE_BLOCKS, type CodeBlock } from "../src/readme.ts";
import { RUNTIMES, runProgram } from "../src/runtime.ts";

const project = inject("project");
const programs = CODE_BLOCKS.filter(({ language, file }) => language === "ts" && !file);
const diagnostics: Record<string, readonly Diagnostic[]> = {};
let mock: InstalledMock;

beforeAll(async () => {
  await Promise.all(programs.map(writeProgram));
  const include = ["programs"];
  await Promise.all([
    startInstalledMock(project).then((started) => {
      mock = started;
    }),
    ...COMPILERS.map(async (compiler, index) => {
      // The first one emits what is run.
      const emit = index === 0 ? { noEmit: false, rootDir: "programs", outDir: "compiled" } : {};
      const compilerOptions = { types: [], ...emit };
      diagnostics[compiler.name] = await compile(compiler, project, { name: "programs", compilerOptions, include });
    }),
  ]);
});

afterAll(() => mock?.close());

test("the READMEs have programs, and mark all of their code as such", () => {
  const unchecked = CODE_BLOCKS.filter(({ language }) =>
    /^(typescript|javascript|tsx|mts|cts|[mc]?jsx?)$/i.test(language),
  );

  expect(programs.map(({ readme }) => readme)).toContain("README.md");
  expect(unchecked.map(({ readme, line, language }) => `${readme}:${line}: ${language}, expected ts`)).toEqual([]);
});

test.each(CODE_BLOCKS.filter(({ file }) => file))("$readme, line $line, shows $file as it is", (block) => {
  const path = join(REPOSITORY, dirname(block.readme), block.file ?? "");

  expect(block.text).toBe(readFileSync(path, "utf8").trimEnd());
});

describe.each(programs)("the program in $readme, line $line,", (program) => {
  test.each(COMPILERS)("compiles under $name", (compiler) => {
    const errors = diagnostics[compiler.name]?.filter(({ file }) => file === `programs/${fileOf(program)}.ts`);

    expect(errors?.map((error) => inReadme(program, error))).toEqual([]);
  });

  test.concurrent.each(RUNTIMES)("runs on $name", async (runtime) => {
    const path = join(project, "compiled", `${fileOf(program)}.js`);

    const run = await runProgram(runtime, path, { routes: mock.routes, env: ENVIRONMENT });

    expect(run).toEqual({ exit: 0, stdout: expect.stringMatching(/\S/), stderr: "" });
  });
});

test.each(COMPILERS)("nothing but the programs gives $name cause for complaint", ({ name }) => {
  expect(diagnostics[name]?.filter(({ file }) => !file.startsWith("programs/"))).toEqual([]);
});

test("no program sends a request that the descriptions forbid", () => {
  expect(mock.refused).toEqual([]);
});

/** One file for each program, named for where it stands. */
function fileOf({ readme, line }: CodeBlock): string {
  return `${readme}/${line}`;
}

/** Lines before the program make the compiler count as the README does. */
async function writeProgram(program: CodeBlock): Promise<void> {
  const path = join(project, "programs", `${fileOf(program)}.ts`);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, "\n".repeat(program.line - 1) + program.text);
}

function inReadme(program: CodeBlock, { file, text }: Diagnostic): string {
  return program.readme + text.slice(file.length);
}
