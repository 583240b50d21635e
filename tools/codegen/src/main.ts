import { fileURLToPath } from "node:url";
import { BrokenDescription } from "@sinch-fetch/description";
import { type Difference, differences, settle } from "./files.ts";
import { generate } from "./generate.ts";
import { optionsOf, USAGE } from "./options.ts";

const OWN_ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const COMPLAINTS = {
  missing: "is missing",
  outdated: "is out of date",
  stray: "has no description",
};

process.exitCode = await main(process.argv.slice(2));

/** Returns the exit code: 1 for a broken description or a difference, 2 for a wrong command line. */
async function main(args: string[]): Promise<number> {
  const options = optionsOf(args, OWN_ROOT);
  if (options === undefined) {
    console.error(USAGE);
    return 2;
  }
  const { check, lint, root } = options;
  try {
    const outputs = await generate(root, lint);
    if (lint) return 0;
    const found = await differences(outputs, root);
    if (check) return complain(found);
    await settle(found, root);
    for (const { path, state } of found) console.log(`${state === "stray" ? "removed" : "wrote"} ${path}`);
    console.log(`${outputs.size} generated files, ${found.length} changed`);
    return 0;
  } catch (error) {
    if (!(error instanceof BrokenDescription)) throw error;
    console.error(error.message);
    return 1;
  }
}

function complain(found: readonly Difference[]): number {
  if (found.length === 0) return 0;
  for (const { path, state } of found) console.error(`${path} ${COMPLAINTS[state]}`);
  console.error("run: pnpm generate");
  return 1;
}
