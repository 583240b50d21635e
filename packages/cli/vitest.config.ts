import { defineConfig, type ViteUserConfig } from "vitest/config";

const config: ViteUserConfig = defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // No file leaves anything behind, so that each need not load the mock anew.
    isolate: false,
    // Each test starts the command, which takes many times as long on a busy machine.
    testTimeout: 90_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    reporters: ["default", ["json", { outputFile: "node_modules/.test-report.json" }]],
  },
});

export default config;
