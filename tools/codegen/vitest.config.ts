import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Redocly and TypeScript are loaded once a worker in place of once a file.
    isolate: false,
    setupFiles: ["test/setup.ts"],
    // Some tests start the generator or the compiler, several times.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    reporters: ["default", ["json", { outputFile: "node_modules/.test-report.json" }]],
  },
});
