import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeDescriptionPages } from "./description-pages.ts";
import { descriptions } from "./descriptions.ts";
import { documentedPackages } from "./documented-packages.ts";
import { writePackagePages } from "./package-pages.ts";
import { writeSearchIndex } from "./search-index.ts";
import { startPage } from "./start-page.ts";

const ASSETS = fileURLToPath(new URL("../assets", import.meta.url));

/**
 * Builds the reference of all packages and descriptions.
 *
 * @param site The folder to put it in. What it holds is removed first.
 * @throws {Error} Something is described wrongly, such as a link in a comment that leads nowhere.
 */
export async function buildSite(site: string): Promise<void> {
  await rm(site, { recursive: true, force: true });
  await mkdir(join(site, "descriptions"), { recursive: true });
  const packages = documentedPackages();
  const all = await descriptions();
  await Promise.all([
    writePackagePages(packages, join(site, "packages")),
    writeDescriptionPages(all, join(site, "descriptions")),
    cp(ASSETS, join(site, "assets"), { recursive: true }),
    writeFile(join(site, "index.html"), startPage(packages, all)),
  ]);
  await writeSearchIndex(site, all);
}
