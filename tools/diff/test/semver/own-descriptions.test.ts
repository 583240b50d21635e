import { fileURLToPath } from "node:url";
import type { Description } from "@sinch-fetch/description";
import { type Bundles, bundlesIn } from "@sinch-fetch/description/files";
import { copyOfSpecs, put, replaceIn } from "@sinch-fetch/description/testing";
import { expect, test } from "vitest";
import { compareDescriptions } from "../../src/semver/compare.ts";
import { verdicts } from "../../src/semver/packages.ts";
import { ownEdits } from "./edits.ts";
import { type Levels, type Mutation, mutations, sidesOf } from "./mutations.ts";

const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));

const bundles = await bundlesIn(ROOT);
const cases = [...bundles].flatMap(([name, description]) =>
  mutations.map((mutation) => ({ api: name, description, mutation, name: mutation.name })),
);

/** Makes the change to every named schema that it fits, and says which were changed, in which field. */
function mutated(description: Description, { apply }: Mutation): { after: Description; fields: Map<string, string> } {
  const after = structuredClone(description);
  const fields = new Map<string, string>();
  for (const [name, schema] of Object.entries(after.components?.schemas ?? {})) {
    const field = apply(schema, name);
    if (field !== undefined) fields.set(name, field);
  }
  return { after, fields };
}

/** The levels by schema, as the sides that the schemas are on want them. */
function wanted(
  description: Description,
  fields: ReadonlyMap<string, string>,
  levels: Levels,
): Record<string, string[]> {
  const sides = sidesOf(description);
  const want: Record<string, Set<string>> = {};
  for (const name of fields.keys()) {
    // A schema and its form for responses are one schema in the files.
    const strict = name.replace(/Answer$/, "");
    const origin = description.components?.schemas?.[strict] ? strict : name;
    want[origin] ??= new Set();
    for (const side of sides.get(name) ?? []) want[origin].add(levels[side]);
  }
  return Object.fromEntries(Object.entries(want).map(([name, found]) => [name, [...found].sort()]));
}

function foundIn(before: Description, after: Description): Record<string, string[]> {
  const found: Record<string, Set<string>> = {};
  for (const { origin, level } of compareDescriptions(before, after)) {
    const [, name = origin] = /^schemas\/([^/.]+)/.exec(origin) ?? [];
    found[name] ??= new Set();
    found[name].add(level);
  }
  return Object.fromEntries(Object.entries(found).map(([name, levels]) => [name, [...levels].sort()]));
}

test("the descriptions do not differ from themselves, whatever the order of their keys", () => {
  for (const description of bundles.values()) {
    const reversed = JSON.parse(JSON.stringify(description), (_, value) =>
      typeof value === "object" && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).reverse())
        : value,
    );

    expect(compareDescriptions(description, reversed)).toEqual([]);
  }
});

test.each(cases)("$api: $name, in every schema and back", ({ description, mutation }) => {
  const { after, fields } = mutated(description, mutation);

  expect(foundIn(description, after)).toEqual(wanted(description, fields, mutation.want));
  expect(foundIn(after, description)).toEqual(wanted(description, fields, mutation.back));
});

function bumps(before: Bundles, after: Bundles): Record<string, string> {
  const found = verdicts(before, after).map(({ name, bump }) => [name.replace("@sinch-fetch/", ""), bump]);
  return Object.fromEntries(found.filter(([, bump]) => bump !== "none"));
}

test.each(ownEdits)("as files: $name, and back", async ({ edits, file, want, back }) => {
  const root = await copyOfSpecs();
  if (file) await put(root, ...file);
  for (const edit of edits) await replaceIn(root, edit);
  const edited = await bundlesIn(root);

  expect(bumps(bundles, edited)).toEqual(want);
  expect(bumps(edited, bundles)).toEqual(back);
});
