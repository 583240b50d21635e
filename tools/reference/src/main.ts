import { join } from "node:path";
import { buildSite } from "./build-site.ts";
import { REPOSITORY } from "./repository.ts";

const site = join(REPOSITORY, "site");

try {
  await buildSite(site);
  console.log(`The reference is in ${site}: serve that folder with any static server, and open its index.html.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
