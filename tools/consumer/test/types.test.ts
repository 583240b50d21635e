import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PUBLIC_PACKAGES, readManifest } from "@sinch-fetch/workspace";
import { beforeAll, expect, inject, test } from "vitest";
import { ALL_COMPILERS, COMPILERS, type Compilation, type Compiler, compile } from "../src/compiler.ts";
import { exportedModules } from "../src/installed-package.ts";

const project = inject("project");

beforeAll(async () => {
  await cp(new URL("types", import.meta.url), join(project, "types"), { recursive: true });
  await writeFile(join(project, "everything.ts"), everything());
});

/** A program that imports all that the packages export. */
function everything(): string {
  const manifests = PUBLIC_PACKAGES.map(({ name }) => readManifest(join(project, "node_modules", name)));
  const modules = manifests.flatMap(exportedModules);
  return modules.map((module, index) => `export * as module${index} from "${module}";\n`).join("");
}

const projects: readonly (Compilation & { title: string; compilers: readonly Compiler[] })[] = [
  {
    compilers: ALL_COMPILERS,
    title: "compiles what programs may write, and refuses what they may not",
    name: "names",
    compilerOptions: { types: ["node"], allowImportingTsExtensions: true },
    include: ["types"],
  },
  {
    compilers: COMPILERS,
    title: "compiles the declarations in a project for browsers, without the types of Node",
    name: "browser",
    compilerOptions: { types: [] },
    include: ["everything.ts"],
  },
  {
    compilers: COMPILERS,
    title: "compiles the declarations in a project for Node, without those of the DOM",
    name: "node",
    compilerOptions: { types: ["node"], lib: ["es2023"] },
    include: ["everything.ts"],
  },
];

for (const { title, compilers, ...compilation } of projects) {
  test.concurrent.each(compilers)(`$name ${title}`, async (compiler) => {
    const diagnostics = await compile(compiler, project, compilation);

    expect(diagnostics.map(({ text }) => text)).toEqual([]);
  });
}
