import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    globalSetup: ["test/site.setup.ts"],
    // A busy machine opens pages slowly.
    reporters: ["default", ["json", { outputFile: "node_modules/.test-report.json" }]],
  },
});
