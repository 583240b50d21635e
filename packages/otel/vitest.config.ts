import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  // The README's program imports the package by its name, and it need not be built for its own tests.
  resolve: { alias: { "@sinch-fetch/otel": fileURLToPath(import.meta.resolve("./src/index.ts")) } },
  test: {
    include: ["test/**/*.test.ts"],
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
