import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { compile, NEWEST_COMPILER } from "@sinch-fetch/consumer/compiler";
import { exportedModules } from "@sinch-fetch/consumer/installed-package";
import { type CommandOptions, type Manifest, runCommand } from "@sinch-fetch/workspace";

/** What is wrong with the modules of packages, by the package's name. */
type ModuleProblems = ReadonlyMap<string, readonly string[]>;

/** Compiles a program that imports all that packages export, their declarations included. */
export async function typeProblems(project: string, manifests: readonly Manifest[]): Promise<ModuleProblems> {
  const programs = manifests.map((manifest, index) => {
    const lines = exportedModules(manifest).map((module, at) => `export * as module${at} from "${module}";\n`);
    return { name: manifest.name, file: `types/package${index}.ts`, text: lines.join("") };
  });
  await mkdir(join(project, "types"), { recursive: true });
  for (const { file, text } of programs) await writeFile(join(project, file), text);
  const diagnostics = await compile(NEWEST_COMPILER, project, {
    name: "types",
    compilerOptions: { types: ["node"] },
    include: ["types"],
  });
  // What is wrong in neither the program nor the package, such as in a dependency, concerns all who can meet it.
  const isOf = ({ name, file }: { name: string; file: string }, at: string) =>
    at === file || at.includes(`node_modules/${name}/`);
  return new Map(
    programs.map((program) => [
      program.name,
      diagnostics
        .filter(({ file: at }) => isOf(program, at) || !programs.some((other) => isOf(other, at)))
        .map(({ text }) => text),
    ]),
  );
}

/** Imports all that packages export, as ES modules. */
export async function importProblems(
  project: string,
  manifests: readonly Manifest[],
  surroundings: Omit<CommandOptions, "cwd">,
): Promise<ModuleProblems> {
  const file = join(project, "imports.mjs");
  const wanted = manifests.map((manifest) => [manifest.name, exportedModules(manifest)]);
  await writeFile(
    file,
    `const problems = [];
for (const [name, modules] of ${JSON.stringify(wanted)}) {
  const found = await Promise.all(modules.map((module) => import(module).then(
    (exported) => (Object.keys(exported).length === 0 ? [\`\${module} exports nothing\`] : []),
    (error) => [\`\${module}: \${error}\`],
  )));
  problems.push([name, found.flat()]);
}
console.log(JSON.stringify(problems));
`,
  );
  const printed = await runCommand([process.execPath, file], { ...surroundings, cwd: project });
  const problems = new Map<string, readonly string[]>(JSON.parse(printed));
  for (const { name, type } of manifests) {
    if (type !== "module") problems.set(name, [...(problems.get(name) ?? []), `its type is ${type}, expected module`]);
  }
  return problems;
}
