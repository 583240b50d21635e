import { defineConfig } from "vitest/config";

export default defineConfig({
  // The parser's source maps name files that it does not ship.
  logLevel: "error",
  test: {
    include: ["test/**/*.test.ts"],
    reporters: ["default", ["json", { outputFile: "node_modules/.test-report.json" }]],
    // It imports JSON without saying so, which Node refuses.
    server: { deps: { inline: [/@actions\//] } },
  },
});
