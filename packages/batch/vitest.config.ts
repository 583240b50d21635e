import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // No file leaves anything behind, so that each need not load it all anew.
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    globalSetup: fileURLToPath(import.meta.resolve("@sinch-fetch/contract/mock-setup")),
    typecheck: { enabled: true, checker: "tsc", include: ["test/**/*.test-d.ts"] },
    reporters: ["default", ["json", { outputFile: "node_modules/.test-report.json" }]],
  },
});
