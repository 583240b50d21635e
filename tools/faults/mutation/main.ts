import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** What is broken, by the package; of bulk the protocol. */
const MUTATED: Readonly<Record<string, string>> = {
  http: "src/**/*.ts",
  auth: "src/**/*.ts",
  // With commas between the patterns, so that none of them may have braces.
  bulk: ["brake", "chunk-state", "mark", "post", "send-chunk", "settle", "violations"]
    .map((file) => `src/${file}.ts`)
    .join(","),
};
const PACKAGES = Object.keys(MUTATED);
const STRYKER = fileURLToPath(new URL("node_modules/@stryker-mutator/core/bin/stryker.js", import.meta.url));
const CONFIG = "../../tools/faults/mutation/stryker.config.ts";

/** One of the packages, or none for all; the rest goes to Stryker, such as `--mutate src/retry.ts`. */
const [first = "", ...rest] = process.argv.slice(2);
const isNamed = PACKAGES.includes(first);
if (first !== "" && !isNamed && !first.startsWith("-")) {
  throw new Error(`${first} is not a package that is tested by mutation: expected ${PACKAGES.join(" or ")}`);
}

for (const name of isNamed ? [first] : PACKAGES) {
  const options = isNamed ? rest : process.argv.slice(2);
  const { status } = spawnSync(
    process.execPath,
    [STRYKER, "run", CONFIG, "--mutate", MUTATED[name] ?? "", ...options],
    {
      cwd: fileURLToPath(new URL(`../../../packages/${name}`, import.meta.url)),
      stdio: "inherit",
    },
  );
  if (status !== 0) process.exitCode = 1;
}
