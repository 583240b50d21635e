import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    reporters: ["default", ["json", { outputFile: "node_modules/.test-report.json" }]],
    projects: [
      {
        test: {
          name: "parts",
          include: ["test/*.test.ts"],
          exclude: ["test/site.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "site",
          include: ["test/site.test.ts"],
          globalSetup: ["test/site.setup.ts"],
          // A busy machine opens pages slowly.
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
