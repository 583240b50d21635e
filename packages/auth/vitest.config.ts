import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // No file leaves anything behind, so that each need not load it all anew.
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    typecheck: { enabled: true, checker: "tsc", tsconfig: "test/tsconfig.json", include: ["test/**/*.test-d.ts"] },
    reporters: ["default", ["json", { outputFile: "node_modules/.test-report.json" }]],
    coverage: {
      enabled: true,
      include: ["src/**"],
      reporter: [["text", { skipFull: true }]],
      thresholds: { 100: true },
    },
  },
});
