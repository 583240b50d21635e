import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { mergeConfig } from "vitest/config";

const { default: own } = await import(pathToFileURL(join(process.cwd(), "vitest.config.ts")).href);

/** Tests of bulk that wait for real time, for servers or for other processes. */
const SLOW = [
  "test/{bullmq,ledgers,million,processes}/**",
  "test/{bad-inputs,examples,local-sinch,pace,send-bulk}.test.ts",
];
const { name } = JSON.parse(readFileSync("package.json", "utf8"));

/** The config of the package in whose copy Stryker runs, without what a mutant cannot change. */
export default mergeConfig(own, {
  test: {
    // Other processes run the package unbroken, contract tests check the mock too, and random tests would make the score
    // random.
    exclude: [
      "test/redis/**",
      "test/contract/**",
      "test/**/*.property.test.ts",
      ...(name.endsWith("/bulk") ? SLOW : []),
    ],
    // A test that waits for what no longer comes fails here, before Stryker has to end the process.
    testTimeout: 10_000,
    hookTimeout: 10_000,
    typecheck: { enabled: false },
    // What a mutant leaves behind must not reach the tests of the next file.
    isolate: true,
    reporters: [],
  },
});
