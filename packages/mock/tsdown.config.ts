import { defineConfig, type Rolldown, type UserConfig } from "tsdown";
import { thirdPartyLicenses } from "./third-party-licenses.ts";

const shared = { platform: "node", target: "node20", fixedExtension: false } satisfies UserConfig;

const prismApart: Rolldown.Plugin = {
  name: "prism-apart",
  resolveId: {
    filter: { id: /^\.{1,2}\/(.*\/)?prism\.ts$/ },
    handler: () => ({ id: "./prism.cjs", external: true }),
  },
};

/** Writes `exports` where a package exports by `this`, which a bundler takes for `undefined`. */
const exportsByThis: Rolldown.Plugin = {
  name: "exports-by-this",
  transform: {
    filter: { id: /\/uri-template-lite\// },
    handler: (code) => code.replaceAll("this.URI", "exports.URI"),
  },
};

/** Resolves references without the part of `node:url` that Node warns of. */
const standardUrls: Rolldown.Plugin = {
  name: "standard-urls",
  transform: {
    filter: { id: /\/json-schema-ref-parser\/.*\/url\.js$/ },
    handler: (code) => code.replace('require("url").resolve', resolveReference.toString()),
  },
};

/** Resolves as the original does: a base that is a path gives a path. */
function resolveReference(base: string, reference: string): string {
  const url = new URL(reference, new URL(base, "path://"));
  return url.protocol === "path:" ? url.pathname + url.search + url.hash : url.href;
}

/** Has Prism use the platform's `fetch`, for proxies and callbacks, which the mock has no use for. */
const platformFetch: Rolldown.Plugin = {
  name: "platform-fetch",
  resolveId: { filter: { id: /^node-fetch$/ }, handler: () => "\0platform-fetch" },
  load: { filter: { id: /^\0platform-fetch$/ }, handler: () => "export default (...given) => fetch(...given);" },
};

/** Has Prism compile schemas without ajv's optimizer, which takes longer than it ever saves here. */
const quickSchemas: Rolldown.Plugin = {
  name: "quick-schemas",
  transform: {
    filter: { id: /\/prism-http\/dist\/validator\/validators\/utils\.js$/ },
    handler: (code) => code.replace("strict: false,", "strict: false, code: { optimize: false },"),
  },
};

const mock: UserConfig = {
  ...shared,
  dts: { sourcemap: true, oxc: true },
  sourcemap: true,
  plugins: [prismApart],
};

/** Prism and all that it needs, in one file, which is CommonJS as Prism is: both kinds of modules load it. */
const prism: UserConfig = {
  ...shared,
  entry: ["src/prism/prism.ts"],
  format: "cjs",
  dts: false,
  deps: { alwaysBundle: [/.*/], onlyBundle: false },
  alias: {
    // One language of some seventy, and the one that Prism uses.
    "@faker-js/faker": "@faker-js/faker/locale/en",
    // Its main file is UMD, whose `require` a bundler does not see.
    "jsonc-parser": "jsonc-parser/lib/esm/main.js",
  },
  // Compressing would hide from Node what the file exports.
  minify: { compress: false, mangle: true, codegen: true },
  plugins: [exportsByThis, standardUrls, platformFetch, quickSchemas, thirdPartyLicenses()],
};

const config: UserConfig[] = defineConfig([
  { ...mock, entry: ["src/index.ts", "src/cli.ts"], format: "esm" },
  { ...mock, entry: ["src/index.ts"], format: "cjs" },
  prism,
]);

export default config;
