import { readdir, readFile } from "node:fs/promises";
import { join, posix } from "node:path";

/** Every page of a site, from its folder. */
export async function pagesOf(site: string): Promise<string[]> {
  const files = await readdir(site, { recursive: true });
  return files.filter((file) => file.endsWith(".html")).sort();
}

/**
 * The links of all pages of a site that lead nowhere in it, each as `page: link`. Other sites are not asked.
 *
 * @param base The path that the site is served below, such as `/docs/`.
 */
export async function brokenLinks(site: string, base: string): Promise<string[]> {
  const files = new Set(await readdir(site, { recursive: true }));
  const pages = new Map<string, { links: string[]; ids: Set<string> }>();
  for (const page of await pagesOf(site)) pages.set(page, parse(await readFile(join(site, page), "utf8")));
  const broken: string[] = [];
  for (const [page, { links }] of pages) {
    for (const link of new Set(links)) {
      if (/^(https?:|mailto:|data:)/.test(link)) continue;
      const [address = "", fragment = ""] = link.split("#", 2);
      const target = fileOf(address.replace(/\?.*/, ""), page, base);
      const ids = pages.get(target ?? "")?.ids;
      const isThere = target !== undefined && files.has(target);
      const isMarked = fragment === "" || ids === undefined || ids.has(decodeURIComponent(fragment));
      if (!isThere || !isMarked) broken.push(`${page}: ${link}`);
    }
  }
  return broken;
}

/** The file that a static host serves for an address, from the site's folder; `undefined` outside of the site. */
function fileOf(address: string, page: string, base: string): string | undefined {
  if (address === "") return page;
  if (address.startsWith("/") && !address.startsWith(base)) return undefined;
  const path = address.startsWith("/") ? address.slice(base.length) : posix.join(posix.dirname(page), address);
  const name = decodeURI(path);
  return name === "" || name.endsWith("/") ? `${name}index.html` : name;
}

function parse(html: string): { links: string[]; ids: Set<string> } {
  const markup = html.replaceAll(/(<script\b[^>]*>)[\s\S]*?<\/script>/g, "$1");
  const values = (pattern: RegExp): string[] => [...markup.matchAll(pattern)].map(([, value = ""]) => unescaped(value));
  return { links: values(/\s(?:href|src|action)="([^"]*)"/g), ids: new Set(values(/\sid="([^"]*)"/g)) };
}

function unescaped(value: string): string {
  return value.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
