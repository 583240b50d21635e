import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PUBLIC_PACKAGES, REPOSITORY, readManifest } from "@sinch-fetch/workspace";
import { beforeAll, describe, expect, inject, test } from "vitest";
import {
  compiledFiles,
  type InstalledPackage,
  missingSources,
  namedFiles,
  readInstalled,
  unmappedFiles,
} from "../src/installed-package.ts";

/** What each package needs at run time, and nothing else. */
const DEPENDENCIES: Readonly<Record<string, readonly string[]>> = {
  "@sinch-fetch/auth": ["@sinch-fetch/http"],
  "@sinch-fetch/batch": ["@sinch-fetch/http", "openapi-fetch"],
  "@sinch-fetch/cli": [
    "@sinch-fetch/auth",
    "@sinch-fetch/batch",
    "@sinch-fetch/bulk",
    "@sinch-fetch/conversation",
    "@sinch-fetch/http",
    "@sinch-fetch/templates",
    "cli-progress",
    "commander",
    "csv-parse",
    "env-paths",
    "libphonenumber-js",
  ],
  "@sinch-fetch/bulk": ["@sinch-fetch/batch", "@sinch-fetch/http"],
  "@sinch-fetch/templates": ["@sinch-fetch/http", "openapi-fetch"],
  "@sinch-fetch/conversation": ["@sinch-fetch/http", "openapi-fetch"],
  "@sinch-fetch/http": [],
  "@sinch-fetch/otel": ["@sinch-fetch/auth", "@sinch-fetch/http"],
  "@sinch-fetch/mock": [],
};

/** What each package can use where its user installs it. */
const PEERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "@sinch-fetch/bulk": { bullmq: "^6.7.0" },
  "@sinch-fetch/http": { undici: "^7.0.0 || ^8.0.0" },
  "@sinch-fetch/otel": { "@opentelemetry/api": "^1.3.0" },
};

describe.each(PUBLIC_PACKAGES)("the tarball of $name", ({ name, folder }) => {
  let installed: InstalledPackage;
  let files: readonly string[];

  beforeAll(async () => {
    installed = await readInstalled(inject("project"), name);
    files = Object.keys(installed.contents);
  });

  test("holds the licence and a README", () => {
    expect(files).toEqual(expect.arrayContaining(["LICENSE", "README.md"]));
    expect(installed.contents.LICENSE).toBe(readFileSync(join(REPOSITORY, "LICENSE"), "utf8"));
  });

  test("holds no tests and no configuration", () => {
    expect(files.filter((file) => /(^|\/)test\/|\.test(-d)?\.|\.config\.|tsconfig|turbo\.json/.test(file))).toEqual([]);
  });

  test("holds nothing of the machine that packed it", () => {
    expect(files.filter((file) => installed.contents[file]?.includes(REPOSITORY))).toEqual([]);
  });

  test("says what it is, where it is from and what it runs on", () => {
    expect(installed.manifest).toMatchObject({
      license: "Apache-2.0",
      type: "module",
      sideEffects: false,
      engines: { node: ">=20" },
      repository: { type: "git", url: expect.stringMatching(/^git\+https:/), directory: folder },
    });
  });

  test("has what its page on npm shows: keywords, addresses, and what to try first", () => {
    const [opening = ""] = installed.contents["README.md"]?.split("\n## ") ?? [];

    expect(installed.manifest).toMatchObject({
      description: expect.stringMatching(/\.$/),
      keywords: expect.arrayContaining(["sinch"]),
      homepage: `https://github.com/sinch-fetch/sinch-fetch/tree/main/${folder}#readme`,
      bugs: "https://github.com/sinch-fetch/sinch-fetch/issues",
    });
    expect(opening).toContain("](../../tools/docs/guide/");
    expect(opening).toContain("\n```");
  });

  test("has every file that its manifest names", () => {
    expect(installed.manifest.exports).toMatchObject({ ".": {}, "./package.json": "./package.json" });

    expect(files).toEqual(expect.arrayContaining([...namedFiles(installed.manifest)]));
  });

  test("has source maps, whose sources it holds too", () => {
    const code = compiledFiles(installed);

    expect(code.map((file) => file.replace(/^.*?\./, "."))).toEqual(expect.arrayContaining([".js", ".d.ts"]));
    expect(unmappedFiles(installed)).toEqual([]);
    expect(missingSources(installed)).toEqual([]);
  });

  test("depends on what it may at run time, by ranges that a registry knows", () => {
    const { dependencies = {}, peerDependencies, optionalDependencies } = installed.manifest;
    const own = Object.entries(dependencies).filter(([dependency]) => dependency.startsWith("@sinch-fetch/"));

    expect(Object.keys(dependencies).sort()).toEqual(DEPENDENCIES[name]);
    expect({ ...peerDependencies, ...optionalDependencies }).toEqual(PEERS[name] ?? {});
    expect(Object.values(dependencies).filter((range) => !/^[\^~]?\d+\.\d+\.\d+/.test(range))).toEqual([]);
    for (const [dependency, range] of own) {
      expect(range).toBe(`^${readManifest(join(inject("project"), "node_modules", dependency)).version}`);
    }
  });
});
