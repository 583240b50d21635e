import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { mergeConfig } from "vitest/config";

const { default: own } = await import(pathToFileURL(join(process.cwd(), "vitest.config.ts")).href);

/** The config of the package in whose copy Stryker runs, without what a mutant cannot change. */
export default mergeConfig(own, {
  test: {
    // Other processes run the package unbroken, and random tests would make the score random.
    exclude: ["test/redis/**", "test/**/*.property.test.ts"],
    testTimeout: 30_000,
    typecheck: { enabled: false },
    reporters: [],
  },
});
