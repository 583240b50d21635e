import { describe, expect, test } from "vitest";
import { type Document, type Json, list, readDocument } from "../src/document.ts";

/** What the vendor's own descriptions and newest pages state: place in our bundled description → keywords there. */
type Facts = Record<string, Json>;

const ofErrors: Facts = {
  "ErrorContent.code": { type: "integer", format: "int32" },
  "ErrorDetail.value": { type: "string", format: "byte" },
};

const facts: Record<string, Facts> = {
  conversation: { ...ofErrors },
  templates: { ...ofErrors },
};

describe.each(Object.entries(facts))("the description of %s", (api, places) => {
  test.each(Object.entries(places))("says of %s what the vendor's does", async (place, keywords) => {
    expect(schemaAt(await readDocument(api), place)).toMatchObject(keywords);
  });
});

describe("the Conversation API", () => {
  test("has a body in each failure that it documents", async () => {
    const { root, at } = await readDocument("conversation");
    const operations = Object.values(at(root.paths)).flatMap((item) => Object.values(at(item)));
    const failures = operations
      .flatMap((operation) => Object.entries(at(at(operation).responses)))
      .filter(([status]) => Number(status) >= 400);

    expect(failures.length).toBeGreaterThan(200);
    for (const [, failure] of failures) expect(at(failure).content).toHaveProperty("application/json");
  });

  test.each(["{list_type}", "identities/{identity}"])("can respond with 404 to a read of consents/%s", async (path) => {
    const { root, at } = await readDocument("conversation");
    const item = at(at(root.paths)[`/v1/projects/{project_id}/apps/{app_id}/consents/${path}`]);

    expect(at(item.get).responses).toHaveProperty("404");
  });
});

/** The schema at `Name.property.[]`: references followed, `allOf` looked through. */
function schemaAt({ root, at }: Document, place: string): Json {
  const step = (node: Json, key: string): Json => {
    if (key === "[]") return at(node.items);
    const own = at(node.properties)[key];
    if (own !== undefined) return { ...at(own), ...withoutReference(own) };
    const inherited = list(node.allOf).map((part) => step(at(part), key));
    return inherited.find((schema) => Object.keys(schema).length > 0) ?? {};
  };
  const [name = "", ...keys] = place.split(".");
  return keys.reduce(step, at(at(at(root.components).schemas)[name]));
}

/** What stands beside a reference prevails over what it leads to. */
function withoutReference(node: unknown): Json {
  const { $ref: _, ...rest } = Object(node);
  return rest;
}
