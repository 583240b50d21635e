import { defineConfig } from "tsdown";

export default defineConfig({
  entry: ["src/index.ts", "src/postgres.ts", "src/redis.ts", "src/bullmq.ts"],
  format: ["esm", "cjs"],
  platform: "neutral",
  target: "es2022",
  dts: { sourcemap: true, oxc: true },
  sourcemap: true,
});
