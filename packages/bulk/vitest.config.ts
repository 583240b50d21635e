import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // No file leaves anything behind, so that each need not load it all anew.
    isolate: false,
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 20_000 } },
    reporters: ["default", ["json", { outputFile: "node_modules/.test-report.json" }]],
  },
});
