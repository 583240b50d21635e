import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/setup.ts"],
    reporters: ["default", ["json", { outputFile: "node_modules/.test-report.json" }]],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxConcurrency: 4,
  },
});
