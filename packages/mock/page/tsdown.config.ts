import { fileURLToPath } from "node:url";
import { defineConfig, type UserConfig } from "tsdown";
import { thirdPartyLicenses } from "../third-party-licenses.ts";
import { copyStaticFiles } from "./static-files.ts";

const folder = fileURLToPath(new URL("..", import.meta.url));

/** Builds the page into `dist/page`: one HTML file, one script, one style sheet. */
const config: UserConfig = defineConfig({
  cwd: folder,
  entry: { page: "page/src/main.tsx" },
  outDir: "dist/page/assets",
  tsconfig: "page/tsconfig.json",
  format: "esm",
  platform: "browser",
  target: "es2022",
  outExtensions: () => ({ js: ".js" }),
  dts: false,
  minify: true,
  clean: true,
  deps: { alwaysBundle: [/./], onlyBundle: ["preact", "openapi-fetch"] },
  plugins: [thirdPartyLicenses()],
  hooks: { "build:done": () => copyStaticFiles(folder) },
});

export default config;
