import type { DefaultTheme } from "vitepress";
import type { DocumentedApi } from "./descriptions/documented-apis.ts";
import type { SchemaTopic } from "./descriptions/schema-topics.ts";
import { GUIDE } from "./guide.ts";
import type { DocumentedPackage } from "./packages/documented-packages.ts";
import { exportsAddress } from "./packages/package-pages.ts";
import type { Page } from "./page.ts";

/** What stands beside the pages of each part of the site. */
export function sidebar(
  pages: readonly Page[],
  packages: readonly DocumentedPackage[],
  apis: readonly DocumentedApi[],
  topics: readonly SchemaTopic[],
): DefaultTheme.SidebarMulti {
  const titleOf = (address: string): string => pages.find((page) => page.address === address)?.title ?? address;
  return {
    "/guide/": Object.entries(GUIDE).map(([text, names]) => ({
      text,
      items: names.map((name) => ({ text: titleOf(`/guide/${name}`), link: `/guide/${name}` })),
    })),
    "/packages/": packages.map(({ name, entries }) => ({
      text: name,
      items: [
        ...pages
          .filter(({ address }) => address === `/packages/${name.split("/")[1]}`)
          .map(({ address }) => item("What it does", address)),
        ...entries.map(({ specifier }) => ({
          text: specifier === name ? "Exports" : `Exports of ./${specifier.slice(name.length + 1)}`,
          link: exportsAddress(specifier),
        })),
      ],
    })),
    "/api/": [
      { text: "All operations", link: "/api/" },
      ...apis.map((api) => ({ text: api.title.replace(/^Sinch (?=[A-Z])/, ""), items: resourcesOf(api) })),
      { text: "Schemas", collapsed: true, items: topics.map(({ title, address }) => item(title, address)) },
    ],
  };
}

/** The resources of an API, each with its operations. */
function resourcesOf({ hasClient, operations, callbacks }: DocumentedApi): DefaultTheme.SidebarItem[] {
  if (!hasClient) return operations.map(({ name, address }) => item(name, address));
  const resources = Map.groupBy([...operations, ...callbacks], ({ resource }) => resource);
  return [...resources].map(([resource, found]) => ({
    text: resource,
    collapsed: true,
    items: found.map(({ name, address }) => item(name.replace(`${resource}.`, ""), address)),
  }));
}

function item(text: string, link: string): DefaultTheme.SidebarItem {
  return { text, link };
}
