import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/setup.ts"],
    reporters: ["default", ["json", { outputFile: "node_modules/.test-report.json" }]],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxConcurrency: 4,
    // On a machine of two cores, the runner would use one of them, when this suite is the last to run.
    maxWorkers: 2,
  },
});
