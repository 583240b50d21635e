import { cp, mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { commandResult, installApart, REPOSITORY } from "@sinch-fetch/workspace";
import type { Runtime } from "./runtime.ts";

const JEST_FOLDER = join(REPOSITORY, "tools/consumer/jest");
const TIME_LIMIT_MS = 240_000;

/** The part of Jest's report that says what was tried. */
interface Report {
  readonly testResults: readonly {
    readonly message: string;
    readonly assertionResults: readonly { readonly title: string; readonly status: string }[];
  }[];
}

/**
 * Copies the programs for Jest, each a project of its own, beside a project that the packages are installed in, and
 * installs Jest for them.
 *
 * @returns Their folder.
 */
export async function createJestProjects(project: string): Promise<string> {
  await installApart(JEST_FOLDER);
  const folder = join(project, "../jest");
  await cp(join(JEST_FOLDER, "programs"), folder, { recursive: true });
  const modules = join(folder, "node_modules");
  await mkdir(modules);
  await symlink(join(project, "node_modules/@sinch-fetch"), join(modules, "@sinch-fetch"));
  for (const name of ["@nestjs", "@types", "jest", "reflect-metadata", "rxjs", "ts-jest", "typescript"]) {
    await symlink(join(JEST_FOLDER, "node_modules", name), join(modules, name));
  }
  await symlink(join(JEST_FOLDER, "node_modules/jest-environment-jsdom"), join(modules, "jest-environment-jsdom"));
  return folder;
}

/**
 * Runs Jest over some of the programs, each with the settings that it has in its own manifest.
 *
 * @returns The title of each test with what became of it.
 * @throws {Error} A program could not be loaded, or Jest did not end; says all that Jest did.
 */
export async function runJest(runtime: Runtime, folder: string, programs: readonly string[]): Promise<string[]> {
  const jest = join(folder, "node_modules/jest/bin/jest.js");
  const options = ["--json", "--watchman=false", "--testTimeout=60000", "--projects", ...programs];
  const { stdout, stderr } = await commandResult([runtime.path, jest, ...options], {
    cwd: folder,
    timeLimitMs: TIME_LIMIT_MS,
  });
  if (!stdout.startsWith("{")) throw new Error(`Jest has no report:\n${stdout}${stderr}`);
  const { testResults }: Report = JSON.parse(stdout);
  const broken = testResults.filter(({ assertionResults }) => assertionResults.length === 0);
  if (broken.length > 0) throw new Error(broken.map(({ message }) => message).join("\n"));
  return testResults.flatMap(({ assertionResults, message }) =>
    assertionResults.map(({ title, status }) => (status === "passed" ? `${title}: passed` : `${title}: ${message}`)),
  );
}
