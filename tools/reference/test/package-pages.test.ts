import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { writePackagePages } from "../src/package-pages.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "package-"));
});

afterEach(() => rm(folder, { recursive: true }));

/** Writes the pages of two packages that hold these sources, and returns the pages of both. */
async function pagesOf(base: string, user: string): Promise<string[]> {
  const packages = [];
  for (const [part, source] of Object.entries({ base, user })) {
    const name = `@sinch-fetch/${part}`;
    await mkdir(join(folder, part));
    const path = join(folder, part, "index.ts");
    await writeFile(path, source);
    await writeFile(join(folder, part, "package.json"), JSON.stringify({ name, version: "1.0.0" }));
    const entries = [{ specifier: name, source: path }];
    packages.push({
      name,
      version: "1.0.0",
      description: "",
      readme: undefined,
      folder,
      entries,
    });
  }
  await writePackagePages(packages, join(folder, "pages"));
  const names = ["base", "user"].map((name) => join(folder, "pages/modules", `_sinch-fetch_${name}.html`));
  return Promise.all(names.map((name) => readFile(name, "utf8")));
}

test("shows what a package exports again as a link to the page of its own package", async () => {
  const [base, user] = await pagesOf(
    "/** One. */\nexport const one = 1;",
    'export { one } from "@sinch-fetch/base";\n/** Two. See {@link two}. */\nexport const two = 2;',
  );

  expect(base).toContain('href="../variables/_sinch-fetch_base.one.html"');
  expect(user).toContain('href="../variables/_sinch-fetch_base.one.html"');
  expect(user).toContain('href="../variables/_sinch-fetch_user.two.html"');
});

test.each([
  {
    fault: "a link that leads nowhere",
    source: "/** See {@link Gone}. */\nexport const one = 1;",
    want: /link.*Gone/i,
  },
  {
    fault: "an export without a docstring",
    source: "export const one = 1;",
    want: "@sinch-fetch/base: one has no docstring",
  },
  {
    fault: "a parameter that is not there",
    source: "/** One.\n * @param gone Gone. */\nexport function one(): void {}",
    want: /gone.*not used/,
  },
])("refuses $fault", async ({ source, want }) => {
  await expect(pagesOf(source, "/** Two. */\nexport const two = 2;")).rejects.toThrow(want);
});
