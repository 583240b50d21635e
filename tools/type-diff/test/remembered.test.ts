import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { keyOf, remembered } from "../src/remembered.ts";
import { put } from "./releases.ts";

const folder = mkdtempSync(join(tmpdir(), "remembered-"));
afterAll(() => rmSync(folder, { recursive: true }));

const found = [{ name: "@sinch-fetch/auth", lines: ["@sinch-fetch/auth: basic is gone"] }];

test("what was compared is compared again only when something is different", async () => {
  const file = join(folder, "node_modules/.last-comparison.json");
  let comparisons = 0;
  const compare = async () => {
    comparisons += 1;
    return found;
  };

  const results = [];
  for (const key of ["one", "one", "two", "two"]) results.push(await remembered(file, key, compare));

  expect({ comparisons, results }).toEqual({ comparisons: 2, results: [found, found, found, found] });
});

test("a memory that was left unfinished is none", async () => {
  const file = join(folder, "unfinished.json");
  put(file, '{"key":"one","fou');

  expect(await remembered(file, "one", async () => found)).toEqual(found);
});

test.each([
  { title: "another release", releases: { auth: "1.1.0" }, files: {} },
  { title: "other types", releases: { auth: "1.0.0" }, files: { "packages/auth/dist/index.d.ts": "1" } },
  { title: "another manifest", releases: { auth: "1.0.0" }, files: { "packages/auth/package.json": "1" } },
  { title: "another dependency", releases: { auth: "1.0.0" }, files: { "pnpm-lock.yaml": "1" } },
  { title: "another way to compare", releases: { auth: "1.0.0" }, files: { "tools/type-diff/src/unions.ts": "1" } },
])("$title is something different, code is not", ({ releases, files }) => {
  const root = mkdtempSync(join(folder, "root-"));
  const key = (versions: object) => keyOf(new Map(Object.entries(versions)), root, ["packages/auth"]);
  const write = (contents: object) => {
    for (const [path, text] of Object.entries(contents)) put(join(root, path), text);
  };
  write({
    "packages/auth/package.json": "0",
    "packages/auth/dist/index.d.ts": "0",
    "packages/auth/dist/index.js": "0",
    "pnpm-lock.yaml": "0",
    "tools/type-diff/src/unions.ts": "0",
  });
  const before = key({ auth: "1.0.0" });

  write({ "packages/auth/dist/index.js": "1" });
  const sameTypes = key({ auth: "1.0.0" });
  write(files);

  expect(sameTypes).toBe(before);
  expect(key(releases)).not.toBe(before);
});
