import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { compile, NEWEST_COMPILER } from "@sinch-fetch/consumer/compiler";
import { ENVIRONMENT, startInstalledMock } from "@sinch-fetch/consumer/installed-mock";
import { CODE_BLOCKS } from "@sinch-fetch/consumer/readme";
import { runProgram, THIS_NODE } from "@sinch-fetch/consumer/runtime";

/**
 * Compiles and runs the programs of the repository's README in a project, against the mock that is installed there.
 *
 * @returns What is wrong, a line for each problem; nothing where all is well.
 */
export async function readmeProblems(project: string): Promise<readonly string[]> {
  const programs = CODE_BLOCKS.filter(
    ({ readme, language, file }) => readme === "README.md" && language === "ts" && !file,
  );
  await mkdir(join(project, "readme"), { recursive: true });
  for (const { line, text } of programs) await writeFile(join(project, `readme/${line}.ts`), text);
  const compilerOptions = { types: ["node"], noEmit: false, rootDir: "readme", outDir: "readme-js" };
  const include = ["readme"];
  const diagnostics = await compile(NEWEST_COMPILER, project, { name: "readme", compilerOptions, include });
  const problems = diagnostics.map(({ text }) => text);
  if (programs.length === 0) problems.push("it has none");
  if (problems.length > 0) return problems;

  const mock = await startInstalledMock(project);
  try {
    for (const { line } of programs) {
      const run = await runProgram(THIS_NODE, join(project, `readme-js/${line}.js`), {
        routes: mock.routes,
        env: ENVIRONMENT,
      });
      if (run.exit !== 0 || run.stderr !== "") problems.push(`line ${line} ended with ${run.exit}:\n${run.stderr}`);
      if (run.stdout === "") problems.push(`line ${line} printed nothing`);
    }
    problems.push(...mock.refused.map(({ violations }) => `it sends what is forbidden: ${JSON.stringify(violations)}`));
  } finally {
    await mock.close();
  }
  return problems;
}
