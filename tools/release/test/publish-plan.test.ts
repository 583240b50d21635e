import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { packedReleases } from "../src/publish-plan.ts";
import { type Planned, packedRepository } from "./packed-releases.ts";

test("the releases come in the order of the plan, with their archives and folders", () => {
  const { root, packed } = packedRepository();

  expect(packedReleases(root, packed)).toEqual(
    ["one", "two"].map((name) => ({
      name: `@sinch-fetch/${name}`,
      version: "1.2.0",
      tag: "latest",
      tarball: join(packed, `packages/sinch-fetch-${name}-1.2.0.tgz`),
      folder: join(root, "packages", name),
    })),
  );
});

test.each<{ title: string; change: (planned: Planned) => object; want: string }>([
  {
    title: "a package of others",
    change: (planned) => ({ ...planned, name: "left-pad" }),
    want: "left-pad@1.2.0 is not a public package of this repository",
  },
  {
    title: "a private package",
    change: (planned) => ({ ...planned, name: "@sinch-fetch/hidden" }),
    want: "@sinch-fetch/hidden@1.2.0 is not a public package of this repository",
  },
  {
    title: "a version that the commit does not have",
    change: (planned) => ({ ...planned, version: "1.3.0" }),
    want: "@sinch-fetch/one@1.3.0 is not a public package of this repository",
  },
  {
    title: "something else than to publish",
    change: ({ tarball: _, ...planned }) => ({ ...planned, kind: "tag-only" }),
    want: "@sinch-fetch/one@1.2.0: expected to publish it to all",
  },
  {
    title: "a package that only some may read",
    change: (planned) => ({ ...planned, access: "restricted" }),
    want: "@sinch-fetch/one@1.2.0: expected to publish it to all",
  },
  {
    title: "a tag that would be an option",
    change: (planned) => ({ ...planned, tag: "--registry=https://example.com" }),
    want: '@sinch-fetch/one@1.2.0: "--registry=https://example.com" is not a tag',
  },
  {
    title: "an archive outside of the folder",
    change: ({ tarball, ...planned }) => ({ ...planned, tarball: { ...tarball, path: "packages/../../one.tgz" } }),
    want: "@sinch-fetch/one@1.2.0: its archive is elsewhere",
  },
])("a plan is refused that names $title", ({ change, want }) => {
  const { root, packed } = packedRepository({}, change);

  expect(() => packedReleases(root, packed)).toThrow(want);
});

test("an archive is refused that changed after it was packed", () => {
  const { root, packed } = packedRepository();
  appendFileSync(join(packed, "packages/sinch-fetch-two-1.2.0.tgz"), "x");

  expect(() => packedReleases(root, packed)).toThrow(
    "@sinch-fetch/two@1.2.0: its archive is not the one that was packed",
  );
});

test("a plan of another version is refused", () => {
  const { root, packed } = packedRepository();
  const file = join(packed, "publish-plan.json");
  writeFileSync(file, readFileSync(file, "utf8").replace('"version":1,', '"version":2,'));

  expect(() => packedReleases(root, packed)).toThrow("the plan has the version 2, expected 1");
});
