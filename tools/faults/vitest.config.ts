import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // No file leaves anything behind, so that each need not load it all anew.
    isolate: false,
    // A busy machine can stall for longer than a scenario has until its time is up. A fault of ours stays one.
    retry: 2,
    testTimeout: 30_000,
    // Most of the time is spent waiting.
    maxWorkers: 3,
    reporters: ["default", ["json", { outputFile: "node_modules/.test-report.json" }]],
  },
});
