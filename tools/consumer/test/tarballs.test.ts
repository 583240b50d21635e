import { readFileSync } from "node:fs";
import { readdir, realpath } from "node:fs/promises";
import { dirname, join, normalize } from "node:path";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { type Manifest, PUBLIC_PACKAGES, REPOSITORY, readManifest } from "../src/repository.ts";

/** What each package needs at run time, and nothing else. */
const DEPENDENCIES: Readonly<Record<string, readonly string[]>> = {
  "@sinch-fetch/auth": ["@sinch-fetch/http"],
  "@sinch-fetch/batch": ["@sinch-fetch/http", "openapi-fetch"],
  "@sinch-fetch/templates": ["@sinch-fetch/http", "openapi-fetch"],
  "@sinch-fetch/conversation": ["@sinch-fetch/http", "openapi-fetch"],
  "@sinch-fetch/http": [],
  "@sinch-fetch/mock": ["@stoplight/prism-core", "@stoplight/prism-http"],
};

describe.each(PUBLIC_PACKAGES)("the tarball of $name", ({ name, folder }) => {
  let files: readonly string[];
  let manifest: Manifest;
  const contents: Record<string, string> = {};

  beforeAll(async () => {
    const installed = await realpath(join(inject("project"), "node_modules", name));
    const entries = await readdir(installed, { recursive: true, withFileTypes: true });
    const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    for (const path of paths) contents[path.slice(installed.length + 1)] = readFileSync(path, "utf8");
    files = Object.keys(contents);
    manifest = readManifest(installed);
  });

  test("holds the licence and a README", () => {
    expect(files).toEqual(expect.arrayContaining(["LICENSE", "README.md"]));
    expect(contents.LICENSE).toBe(readFileSync(join(REPOSITORY, "LICENSE"), "utf8"));
  });

  test("holds no tests and no configuration", () => {
    expect(files.filter((file) => /(^|\/)test\/|\.test(-d)?\.|\.config\.|tsconfig|turbo\.json/.test(file))).toEqual([]);
  });

  test("holds nothing of the machine that packed it", () => {
    expect(files.filter((file) => contents[file]?.includes(REPOSITORY))).toEqual([]);
  });

  test("says what it is, where it is from and what it runs on", () => {
    expect(manifest).toMatchObject({
      license: "Apache-2.0",
      type: "module",
      sideEffects: false,
      engines: { node: ">=20" },
      repository: { type: "git", url: expect.stringMatching(/^git\+https:/), directory: folder },
    });
  });

  test("has every file that its manifest names", () => {
    expect(manifest.exports).toMatchObject({ ".": {}, "./package.json": "./package.json" });
    const named = [manifest.exports, manifest.bin].flatMap(leaves).map(normalize);

    expect(files).toEqual(expect.arrayContaining(named));
  });

  test("has source maps, whose sources it holds too", () => {
    const maps = files.filter((file) => file.endsWith(".map"));
    const sources = maps.flatMap((map) =>
      JSON.parse(contents[map] ?? "").sources.map((source: string) => join(dirname(map), source)),
    );
    const code = files.filter((file) => /^dist\/.*\.(js|d\.ts)$/.test(file));
    const unmapped = code.filter((file) => !maps.includes(`${file}.map`));

    expect(files).toEqual(expect.arrayContaining(sources));
    expect(code.map((file) => file.replace(/^.*?\./, "."))).toEqual(expect.arrayContaining([".js", ".d.ts"]));
    // Nothing but imports and exports: nothing to map.
    expect(
      unmapped.filter((file) => !/^(\s*(import|export) \{[^}]*\}( from "[^"]*")?;?)*\s*$/.test(contents[file] ?? "")),
    ).toEqual([]);
  });

  test("depends on what it may at run time, by ranges that a registry knows", () => {
    const { dependencies = {}, peerDependencies, optionalDependencies } = manifest;
    const own = Object.entries(dependencies).filter(([dependency]) => dependency.startsWith("@sinch-fetch/"));

    expect(Object.keys(dependencies).sort()).toEqual(DEPENDENCIES[name]);
    expect({ ...peerDependencies, ...optionalDependencies }).toEqual({});
    expect(Object.values(dependencies).filter((range) => !/^[\^~]?\d+\.\d+\.\d+/.test(range))).toEqual([]);
    for (const [dependency, range] of own) {
      expect(range).toBe(`^${readManifest(join(inject("project"), "node_modules", dependency)).version}`);
    }
  });
});

/** The strings in a value, however deep. */
function leaves(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(leaves) : [];
}
