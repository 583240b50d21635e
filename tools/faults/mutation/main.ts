import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** What is broken, by the package; of bulk the protocol. Stryker takes commas between patterns, so none may have braces. */
const MUTATED: Readonly<Record<string, readonly string[]>> = {
  http: ["src/**/*.ts"],
  auth: ["src/**/*.ts"],
  bulk: [
    ...["chunk-state", "mark", "post", "send-chunk", "settle", "violations"].map((file) => `src/protocol/${file}.ts`),
    "src/run/brake.ts",
  ],
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
  const cwd = fileURLToPath(new URL(`../../../packages/${name}`, import.meta.url));
  const patterns = MUTATED[name] ?? [];
  // Stryker has nothing against a file that is not there, and breaks nothing then.
  const unmet = patterns.find((pattern) => globSync(pattern, { cwd }).length === 0);
  if (unmet !== undefined) throw new Error(`${unmet} matches no file of packages/${name}`);
  const args = [STRYKER, "run", CONFIG, "--mutate", patterns.join(","), ...options];
  const { status } = spawnSync(process.execPath, args, { cwd, stdio: "inherit" });
  if (status !== 0) process.exitCode = 1;
}
