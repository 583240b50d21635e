import { type Document, membersOf } from "@sinch-fetch/description";

/** Where each object of a description stands, by the object. */
export type Origins = ReadonlyMap<object, string>;

/**
 * Finds where the objects of a description stand. A schema and its form for responses, which bundling makes of it,
 * stand in one place: whoever edits the description edits both.
 */
export function originsOf({ root }: Document): Origins {
  const origins = new Map<object, string>();
  const visit = (node: unknown, place: string): void => {
    if (typeof node !== "object" || node === null || origins.has(node)) return;
    origins.set(node, place);
    for (const [key, child] of Object.entries(node)) visit(child, `${place}/${key}`);
  };
  const components = membersOf(root.components);
  const schemas = membersOf(components.schemas);
  for (const [name, schema] of Object.entries(schemas)) {
    const strict = name.replace(/Answer$/, "");
    visit(schema, `schemas/${strict in schemas ? strict : name}`);
  }
  visit(components, "components");
  visit(root.paths, "paths");
  visit(root.webhooks, "webhooks");
  return origins;
}
