import { defineConfig } from "vitest/config";

export default defineConfig({
  // The source maps of GitHub's parser name files that it does not ship.
  logLevel: "error",
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // GitHub's parser imports JSON without an import attribute, which Node refuses.
    server: { deps: { inline: [/@actions\//] } },
    reporters: ["default", ["json", { outputFile: "node_modules/.test-report.json" }]],
  },
});
