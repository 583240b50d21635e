import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { brokenLinks } from "./links.ts";

let site: string;

beforeEach(async () => {
  site = await mkdtemp(join(tmpdir(), "links-"));
});

afterEach(() => rm(site, { recursive: true }));

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(site, name)), { recursive: true });
    await writeFile(join(site, name), content);
  }
}

test("finds links to files and marks that are not there, and links that leave the site", async () => {
  await write({
    "index.html":
      '<a href="a/page.html">1</a><a href="/docs/a/gone.html">2</a><a href="a/page.html#gone">3</a><a href="/a/page.html">4</a>',
    "a/page.html": '<link href="../gone.css"><h1 id="top"></h1><script src="gone.js"></script>',
  });

  expect(await brokenLinks(site, "/docs/")).toEqual([
    "a/page.html: ../gone.css",
    "a/page.html: gone.js",
    "index.html: /docs/a/gone.html",
    "index.html: a/page.html#gone",
    "index.html: /a/page.html",
  ]);
});

test("accepts links that lead somewhere, to other sites, and inside scripts", async () => {
  await write({
    "index.html":
      '<a href="/docs/a/page.html?q=1#top">1</a><a href="/docs/a/">2</a><a href="https://example.com">3</a><script>\' href="gone"\'</script>',
    "a/index.html": '<a href="/docs/">1</a>',
    "a/page.html": '<h1 id="top"></h1><a href="#top">1</a><a href="../index.html">2</a>',
  });

  expect(await brokenLinks(site, "/docs/")).toEqual([]);
});
