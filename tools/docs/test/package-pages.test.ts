import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { packagePages } from "../src/packages/package-pages.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "package-"));
});

afterEach(() => rm(folder, { recursive: true }));

/** Makes the pages of two packages that hold these sources, and returns the texts of both. */
async function pagesOf(sources: Readonly<Record<"base" | "user", string>>, schemas = ""): Promise<string[]> {
  const packages = [];
  for (const [part, source] of Object.entries(sources)) {
    const name = `@sinch-fetch/${part}`;
    const path = join(folder, part, "index.ts");
    await mkdir(join(folder, part));
    await writeFile(path, source);
    await writeFile(join(folder, part, "schemas.gen.ts"), schemas);
    await writeFile(join(folder, part, "package.json"), JSON.stringify({ name, version: "1.0.0" }));
    packages.push({ name, version: "1.0.0", description: "", folder, entries: [{ specifier: name, source: path }] });
  }
  return (
    await packagePages(packages, (from, type) => (type === "Card" ? `/api${from.slice(12)}#Card` : undefined))
  ).map(({ text }) => text);
}

test("shows what a package exports again as a link to the page of its own package", async () => {
  const [base, user] = await pagesOf({
    base: "/** One. */\nexport const one = 1;",
    user: 'export { one } from "@sinch-fetch/base";\n/** Two. See {@link two}. */\nexport const two = 2;',
  });

  expect(base).toContain("### one {#one}");
  expect(user).toContain("](/packages/base-exports#one)");
  expect(user).toContain("See [two](#two)");
});

test("links a type that a description gives to where it is shown, and does not show it itself", async () => {
  const [base] = await pagesOf(
    {
      base: 'import type { Card } from "./schemas.gen.ts";\nexport type { Card };\n/** Shows. */\nexport declare function show(card: Card): void;',
      user: "/** Two. */\nexport const two = 2;",
    },
    "/** A card. */\nexport interface Card { title: string }\n",
  );

  expect(base).toContain("[`Card`](/api/base#Card)");
  expect(base).not.toContain("### Card");
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
  await expect(pagesOf({ base: source, user: "/** Two. */\nexport const two = 2;" })).rejects.toThrow(want);
});
