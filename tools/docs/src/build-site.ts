import { existsSync } from "node:fs";
import { cp, mkdir, mkdtempDisposable, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { REPOSITORY } from "@sinch-fetch/workspace";
import { build } from "vitepress";
import { apiIndex } from "./descriptions/api-index.ts";
import { type DocumentedApi, documentedApis } from "./descriptions/documented-apis.ts";
import { operationPages } from "./descriptions/operation-pages.ts";
import type { SchemaPlace } from "./descriptions/schema-text.ts";
import { schemaPages, schemaPlaces, schemaTopics } from "./descriptions/schema-topics.ts";
import { GUIDE } from "./guide.ts";
import { homePage } from "./home-page.ts";
import { type Document, type NamePlaces, siteTexts } from "./markdown/documents.ts";
import { type DocumentedPackage, documentedPackages } from "./packages/documented-packages.ts";
import { packagePages } from "./packages/package-pages.ts";
import { type Page, writePages } from "./page.ts";
import { sidebar } from "./sidebar.ts";

const SOURCE = fileURLToPath(new URL(".", import.meta.url));
const ASSETS = fileURLToPath(new URL("../assets", import.meta.url));
const THEME = new URL("../theme/index.ts", import.meta.url);

/**
 * Builds the site into a folder, whose content is removed first, to be served below `base`, such as `/sinch-fetch/`.
 *
 * @throws {Error} Something is described wrongly, such as a link that leads nowhere.
 */
export async function buildSite(site: string, base: string): Promise<void> {
  const packages = documentedPackages();
  const apis = await documentedApis();
  const topics = schemaTopics(apis);
  const place = schemaPlaces(topics);
  const pages = [
    homePage(),
    ...documentPages(documentsOf(packages), namePlaces(apis, place)),
    ...(await packagePages(packages, (name, type) => place(name.replace("@sinch-fetch/", ""), type))),
    apiIndex(apis),
    ...apis.flatMap((api) => operationPages(api, place)),
    ...schemaPages(topics, place),
  ];
  // Below the sources, where the packages that VitePress needs are found.
  await using folder = await mkdtempDisposable(join(SOURCE, ".pages-"));
  const root = folder.path;
  await writePages(pages, root);
  await mkdir(join(root, ".vitepress/theme"), { recursive: true });
  await cp(ASSETS, join(root, "public"), { recursive: true });
  await writeFile(
    join(root, ".vitepress/theme/index.js"),
    `export { default } from ${JSON.stringify(fileURLToPath(THEME))};\n`,
  );
  const given = JSON.stringify({ base, outDir: site, sidebar: sidebar(pages, packages, apis, topics) });
  const config = JSON.stringify(join(SOURCE, "site-config.ts"));
  await writeFile(
    join(root, ".vitepress/config.mjs"),
    `import { siteConfig } from ${config};\n\nexport default siteConfig(${given});\n`,
  );
  await build(root);
}

/** The pages that are written as documents of the repository. */
function documentsOf(packages: readonly DocumentedPackage[]): Document[] {
  return [
    ...Object.values(GUIDE)
      .flat()
      .map((name) => ({ path: `tools/docs/guide/${name}.md`, address: `/guide/${name}` })),
    ...packages
      .filter(({ folder }) => existsSync(join(REPOSITORY, folder, "README.md")))
      .map(({ folder }) => ({ path: `${folder}/README.md`, address: `/${folder}` })),
  ];
}

function documentPages(documents: readonly Document[], names: NamePlaces): Page[] {
  return [...siteTexts(documents, names)].map(([address, text]) => {
    const title = /^# (.*)$/m.exec(text)?.[1] ?? address;
    return { address, title, text };
  });
}

/** What code can name: the methods of the clients, and schemas. */
function namePlaces(apis: readonly DocumentedApi[], place: SchemaPlace): NamePlaces {
  const names = new Map<string, string>();
  for (const { name: api, operations, callbacks, description, hasClient } of apis.toReversed()) {
    for (const schema of Object.keys(description.components?.schemas ?? {})) {
      const address = place(api, schema);
      if (address && hasClient) names.set(schema, address);
    }
    for (const { name, address } of [...operations, ...callbacks]) {
      names.set(name, address);
      names.set(`${api}.${name}`, address);
    }
  }
  return names;
}
