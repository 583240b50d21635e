/** Run by `TestRunner` as a process of its own: a package's vitest, kept between runs. */
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

type VitestNode = typeof import("vitest/node");

/** What is asked of this process. */
export interface TestRequest {
  /** The file that has changed since the last run. */
  readonly changed: string;
  /** Test files. */
  readonly tests: readonly string[];
}

/** What it answers. */
export interface TestAnswer {
  readonly passed: boolean;
}

const [root = ""] = process.argv.slice(2);
// The package's own vitest: its tests import that one.
const path = createRequire(join(root, "package.json")).resolve("vitest/node");
const { createVitest }: VitestNode = await import(pathToFileURL(path).href);
const vitest = await createVitest(
  {
    root,
    watch: false,
    bail: 1,
    maxWorkers: 2,
    testTimeout: 4000,
    hookTimeout: 10_000,
    teardownTimeout: 1000,
    coverage: { enabled: false },
    typecheck: { enabled: false },
    reporters: [{}],
  },
  { cacheDir: join(root, ".vite"), logLevel: "silent" },
);
await vitest.standalone();
let isCancelled = false;
vitest.onCancel(() => {
  isCancelled = true;
});

process.on("message", async ({ changed, tests }: TestRequest) => {
  isCancelled = false;
  vitest.invalidateFile(changed);
  const project = vitest.getRootProject();
  const specifications = tests.map((test) => project.createSpecification(test));
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications);
  // It gives the modules of earlier runs too.
  const run = testModules.filter((module) => tests.includes(module.moduleId));
  // The first failure cancels the run, which can be before it is told of.
  const isWhole = run.length === tests.length && !isCancelled;
  const passed = isWhole && run.every((module) => module.ok()) && unhandledErrors.length === 0;
  process.send?.({ passed } satisfies TestAnswer);
});
process.on("disconnect", () => process.exit());
process.send?.("ready");
