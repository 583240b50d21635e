import { join } from "node:path";
import { REPOSITORY } from "@sinch-fetch/workspace";
import { buildSite } from "./build-site.ts";

const site = join(REPOSITORY, "site");

try {
  await buildSite(site);
  console.log(`The reference is in ${site}: serve that folder with any static server, and open its index.html.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
