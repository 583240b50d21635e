import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 30_000,
    // Most of the time is spent waiting.
    maxWorkers: 3,
    reporters: ["default", ["json", { outputFile: "node_modules/.test-report.json" }]],
  },
});
