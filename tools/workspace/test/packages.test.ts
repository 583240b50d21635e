import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PUBLIC_PACKAGES, publicPackages, REPOSITORY } from "../src/packages.ts";
import { folderWith } from "./temporary.ts";

test("the packages of a repository are those that are not private, in the order of their folders", () => {
  const root = folderWith({
    "packages/two/package.json": '{ "name": "@sinch-fetch/two", "version": "2.0.0" }',
    "packages/one/package.json": '{ "name": "@sinch-fetch/one", "version": "1.0.0" }',
    "packages/hidden/package.json": '{ "name": "@sinch-fetch/hidden", "version": "1.0.0", "private": true }',
    "packages/left-over/dist/index.js": "",
  });

  expect(publicPackages(root)).toEqual(
    ["one", "two"].map((name, index) => ({
      name: `@sinch-fetch/${name}`,
      folder: `packages/${name}`,
      manifest: { name: `@sinch-fetch/${name}`, version: `${index + 1}.0.0` },
    })),
  );
});

test("the repository is this one", () => {
  expect(existsSync(join(REPOSITORY, "pnpm-workspace.yaml"))).toBe(true);
  expect(PUBLIC_PACKAGES.map(({ name }) => name)).toContain("@sinch-fetch/http");
});
