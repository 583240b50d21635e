import { join } from "node:path";
import { parseArgs } from "node:util";
import { REPOSITORY } from "@sinch-fetch/workspace";
import { buildSite } from "./build-site.ts";

const site = join(REPOSITORY, "site");

try {
  const { values } = parseArgs({ options: { base: { type: "string", default: "/" } } });
  await buildSite(site, values.base);
  console.log(`The site is in ${site}: serve that folder at ${values.base} with any static server.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
