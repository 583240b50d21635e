import type { InstalledPackage } from "@sinch-fetch/consumer/installed-package";
import { expect, test } from "vitest";
import { type Expected, fileProblems } from "../src/file-problems.ts";

const EXPECTED: Expected = {
  name: "@sinch-fetch/orders",
  version: "1.1.0",
  licence: "The licence.",
  readme: "# Orders",
  origins: [{ title: "Orders API", version: "1.2.0" }],
};

const CHANGELOG = "# orders\n\n## 1.1.0\n\nGenerated from the Orders API description 1.2.0.\n\n## 1.0.0\n\n- First.\n";

const MANIFEST: InstalledPackage["manifest"] = {
  name: "@sinch-fetch/orders",
  version: "1.1.0",
  sinchFetch: { descriptions: { orders: "1.2.0" } },
  exports: { ".": { types: "./dist/index.d.ts", default: "./dist/index.js" } },
};

const CONTENTS = {
  LICENSE: "The licence.",
  "README.md": "# Orders",
  "CHANGELOG.md": CHANGELOG,
  "dist/index.js": "export const one = 1;",
  "dist/index.js.map": JSON.stringify({ sources: ["../src/index.ts"] }),
  "dist/index.d.ts": "export declare const one: number;",
  "dist/index.d.ts.map": JSON.stringify({ sources: ["../src/index.ts"] }),
  "src/index.ts": "export const one = 1;",
};

/** The package with other files; `undefined` takes one away. */
function withFiles(files: Readonly<Record<string, string | undefined>>): InstalledPackage {
  const contents = Object.entries({ ...CONTENTS, ...files }).filter(
    (file): file is [string, string] => file[1] !== undefined,
  );
  return { manifest: MANIFEST, contents: Object.fromEntries(contents) };
}

function withManifest(manifest: Partial<InstalledPackage["manifest"]>): InstalledPackage {
  return { manifest: { ...MANIFEST, ...manifest }, contents: CONTENTS };
}

test.each([
  { title: "a package as it must be", arrived: withFiles({}), want: [] },
  {
    title: "another version",
    arrived: withManifest({ version: "1.0.0" }),
    want: ["version: is 1.0.0, expected 1.1.0"],
  },
  {
    title: "no licence",
    arrived: withFiles({ LICENSE: undefined }),
    want: ["licence: LICENSE is not that of the repository"],
  },
  {
    title: "another README",
    arrived: withFiles({ "README.md": "# Other" }),
    want: ["README: README.md is not that of the package"],
  },
  {
    title: "no changelog",
    arrived: withFiles({ "CHANGELOG.md": undefined }),
    want: [
      "changelog: CHANGELOG.md does not begin with 1.1.0",
      "changelog: CHANGELOG.md does not say: Generated from the Orders API description 1.2.0.",
    ],
  },
  {
    title: "a changelog that names the description in an earlier release",
    arrived: withFiles({ "CHANGELOG.md": `# orders\n\n## 1.1.0\n\n${CHANGELOG}` }),
    want: ["changelog: CHANGELOG.md does not say: Generated from the Orders API description 1.2.0."],
  },
  {
    title: "no types",
    arrived: withFiles({ "dist/index.d.ts": undefined, "dist/index.d.ts.map": undefined }),
    want: ["files: dist/index.d.ts is absent"],
  },
  {
    title: "no source map",
    arrived: withFiles({ "dist/index.js.map": undefined }),
    want: ["maps: dist/index.js has no source map"],
  },
  {
    title: "no sources",
    arrived: withFiles({ "src/index.ts": undefined }),
    want: ["maps: src/index.ts is absent, and a source map names it"],
  },
  {
    title: "no description",
    arrived: withManifest({ sinchFetch: { descriptions: {} } }),
    want: ["descriptions: package.json says nothing, expected 1.2.0"],
  },
  {
    title: "another description",
    arrived: withManifest({ sinchFetch: { descriptions: { orders: "1.1.0" } } }),
    want: ["descriptions: package.json says 1.1.0, expected 1.2.0"],
  },
])("$title", ({ arrived, want }) => {
  const problems = fileProblems(EXPECTED, arrived);

  expect(Object.entries(problems).flatMap(([check, lines]) => lines.map((line) => `${check}: ${line}`))).toEqual(want);
});
