import type { PartialStrykerOptions } from "@stryker-mutator/api/core";

/** Runs in a package's folder. All of Stryker's mutators are on. */
export default {
  plugins: [import.meta.resolve("@stryker-mutator/vitest-runner")],
  testRunner: "vitest",
  // Seen from the package's copy.
  vitest: { configFile: "../../tools/faults/mutation/vitest.config.ts" },
  // The copy lies as deep as the package itself, so that its tsconfig.json finds the one that it extends.
  tempDirName: "../../.stryker-tmp",
  cleanTempDir: "always",
  // Stryker would rewrite it by means of TypeScript, which is not installed here.
  tsconfigFile: "none",
  mutate: ["src/**/*.ts"],
  ignorePatterns: ["dist", "CHANGELOG.md"],
  allowConsoleColors: false,
  concurrency: 2,
  timeoutMS: 20_000,
  timeoutFactor: 3,
  dryRunTimeoutMinutes: 20,
  reporters: ["clear-text", "html", "json"],
  clearTextReporter: { reportTests: false, logTests: false },
  htmlReporter: { fileName: "node_modules/.mutation/report.html" },
  jsonReporter: { fileName: "node_modules/.mutation/report.json" },
  thresholds: { high: 98, low: 95, break: 95 },
} satisfies PartialStrykerOptions;
