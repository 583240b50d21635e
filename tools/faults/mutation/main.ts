import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const PACKAGES = ["http", "auth"];
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
  const { status } = spawnSync(process.execPath, [STRYKER, "run", CONFIG, ...options], {
    cwd: fileURLToPath(new URL(`../../../packages/${name}`, import.meta.url)),
    stdio: "inherit",
  });
  if (status !== 0) process.exitCode = 1;
}
