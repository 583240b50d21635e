import { defineConfig, type ViteUserConfig } from "vitest/config";

const config: ViteUserConfig = defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // The command starts in half a second, in many times that on a busy machine.
    testTimeout: 90_000,
    hookTimeout: 30_000,
    expect: { poll: { timeout: 20_000 } },
    // One worker for many files: Prism, the descriptions and the schemas that it compiles take seconds to load.
    isolate: false,
    // On a machine of two cores, the runner would use one of them.
    maxWorkers: 2,
    reporters: ["default", ["json", { outputFile: "node_modules/.test-report.json" }]],
    typecheck: { enabled: true, checker: "tsc", include: ["test/**/*.test-d.ts"] },
  },
});

export default config;
