import { globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";
import { REPOSITORY, readManifest } from "../src/packages.ts";

const SPECIFIER = /^(?:import|export)\b[^;]*?\bfrom "([^"]+)";|\bimport\("([^"]+)"\)/gm;

/** What the sources of the packages and tools import. */
const imports = globSync("{packages,tools}/*/src/**/*.ts", { cwd: REPOSITORY })
  .filter((file) => !file.includes("node_modules"))
  .flatMap((file) => {
    const home = file.split("/").slice(0, 2).join("/");
    return [...readFileSync(join(REPOSITORY, file), "utf8").matchAll(SPECIFIER)].map(([, from, called]) => ({
      file,
      home,
      specifier: from ?? called ?? "",
    }));
  });

// Biome finds circles of relative imports only.
test("no file imports its own package by its name, which would hide a circle", () => {
  const own = imports.filter(({ home, specifier }) => {
    const { name } = readManifest(join(REPOSITORY, home));
    return specifier === name || specifier.startsWith(`${name}/`);
  });

  expect(imports.length).toBeGreaterThan(1000);
  expect(own).toEqual([]);
});

test("no file reaches into another package", () => {
  const outside = imports.filter(({ file, home, specifier }) => {
    return specifier.startsWith(".") && relative(home, join(dirname(file), specifier)).startsWith("..");
  });

  expect(outside).toEqual([]);
});
