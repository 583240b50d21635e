import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type FileResult, mutatePackage } from "./mutate-package.ts";
import { HEAD, lineOf, scoreOf } from "./report.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    /** A file below `src/`; may be given more than once. */
    file: { type: "string", multiple: true, default: [] },
    /** The lowest score that is good enough, in per cent. */
    check: { type: "string", default: "0" },
  },
});

const leastScore = Number(values.check);
if (Number.isNaN(leastScore)) throw new Error(`--check is ${values.check}, expected a number`);

// A signal by itself would end this process without its exit, and leave what goes with that.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(1));

const all: FileResult[] = [];
console.log(HEAD);
for (const name of positionals.length > 0 ? positionals : ["http", "auth"]) {
  const results: FileResult[] = [];
  const folder = fileURLToPath(new URL(`../../../packages/${name}`, import.meta.url));
  for await (const result of mutatePackage(folder, values.file)) {
    results.push(result);
    if (result.mutants > 0) console.log(lineOf(`${name}/${result.file}`, [result]));
    for (const { line, label } of result.survivors) console.log(`  survived: ${result.file}:${line}  ${label}`);
  }
  console.log(lineOf(name, results));
  all.push(...results);
}
console.log(lineOf("all", all));
if (scoreOf(all) < leastScore) process.exitCode = 1;
