import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { coveringTests } from "./covering-tests.ts";
import { applied, type Mutant } from "./mutant.ts";
import { mutantsOf } from "./mutants.ts";
import { sandboxOf } from "./sandbox.ts";
import { TestRunner } from "./test-runner.ts";

/** What came of the mutants of one file. */
export interface FileResult {
  /** Below `src/`. */
  readonly file: string;
  readonly mutants: number;
  readonly killed: number;
  readonly survivors: readonly Mutant[];
}

const LONGEST_RUN_MS = 120_000;
/** What a run may take beyond three times what it took before the change. */
const GRACE_MS = 10_000;

/**
 * Breaks a package in one place at a time and runs its tests. The package itself is not touched.
 *
 * The copy that is broken, and what runs in it, end with the last result, or with this process.
 *
 * @param folder The package's folder.
 * @param files Names below `src/`; all if empty.
 * @returns A result after each file.
 * @throws {Error} A file's tests fail before it was changed, or it has none although it has mutants.
 */
export async function* mutatePackage(folder: string, files: readonly string[]): AsyncGenerator<FileResult> {
  const { root, remove } = sandboxOf(folder);
  const runner = new TestRunner(root);
  const end = () => {
    runner.stop();
    remove();
  };
  process.once("exit", end);
  try {
    for (const file of files.length > 0 ? files : globSync("**/*.ts", { cwd: join(root, "src") }).sort()) {
      yield await mutateFile(root, file, runner);
    }
  } finally {
    process.off("exit", end);
    end();
  }
}

async function mutateFile(root: string, file: string, runner: TestRunner): Promise<FileResult> {
  const path = join(root, "src", file);
  const source = readFileSync(path, "utf8");
  const mutants = mutantsOf(source);
  if (mutants.length === 0) return { file, mutants: 0, killed: 0, survivors: [] };
  const rounds = await roundsFor(root, file, runner);
  const survivors: Mutant[] = [];
  for (const mutant of mutants) {
    writeFileSync(path, applied(source, mutant));
    if (!(await isKilled(path, rounds, runner))) survivors.push(mutant);
  }
  writeFileSync(path, source);
  // The runner is to forget the last mutant.
  await isKilled(path, rounds.slice(0, 1), runner);
  return { file, mutants: mutants.length, killed: mutants.length - survivors.length, survivors };
}

/** Test files that run together, and the time after which they hang. */
interface Round {
  readonly tests: readonly string[];
  readonly limitMs: number;
}

/** The nearest test file kills most mutants, so it runs alone first. */
async function roundsFor(root: string, file: string, runner: TestRunner): Promise<Round[]> {
  const covering = coveringTests(root, file);
  const rounds: Round[] = [];
  for (const tests of [covering.slice(0, 1), covering.slice(1)].filter(({ length }) => length > 0)) {
    const begunAtMs = performance.now();
    const verdict = await runner.run({ changed: join(root, "src", file), tests }, LONGEST_RUN_MS);
    if (verdict !== "passed") throw new Error(`${file}: its tests ${verdict} before it was changed`);
    rounds.push({ tests, limitMs: GRACE_MS + 3 * Math.ceil(performance.now() - begunAtMs) });
  }
  if (rounds.length === 0) throw new Error(`${file}: no test file reaches it`);
  return rounds;
}

async function isKilled(changed: string, rounds: readonly Round[], runner: TestRunner): Promise<boolean> {
  for (const { tests, limitMs } of rounds) {
    if ((await runner.run({ changed, tests }, limitMs)) !== "passed") return true;
  }
  return false;
}
