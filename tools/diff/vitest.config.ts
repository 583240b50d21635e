import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // One worker for many files: Redocly, the descriptions and what walks them take a second to load and to warm up.
    isolate: false,
    setupFiles: ["test/setup.ts"],
    // Some tests start the generator or the compiler, several times.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ["default", ["json", { outputFile: "node_modules/.test-report.json" }]],
  },
});
