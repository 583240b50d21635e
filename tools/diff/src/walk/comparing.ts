import { type Choices, type Document, type FlatSchema, membersOf, type Node } from "@sinch-fetch/description";
import type { Change, DescriptionDetail, Owner, Place, Side } from "./change.ts";
import { type SchemaChange, schemaWalk } from "./schema-walk.ts";
import { differing } from "./side-by-side.ts";

/** What a comparison of two descriptions works with, and gathers. */
export type Comparing = ReturnType<typeof comparing>;

/** Begins a comparison of two descriptions. */
export function comparing(before: Document, after: Document, choices: Choices) {
  const [was, is] = [originsOf(before), originsOf(after)];
  const schemas = schemaWalk(before, after, choices);
  const found: Change[] = [];
  const originOf = (at: object | undefined, place: Place): string =>
    (at && (is.get(at) ?? was.get(at))) ?? [place.operation, place.path].join(" ");
  const addAll = (changes: readonly SchemaChange[], side: Side, place: Place, joint: string): void => {
    for (const { path, at, segment, ...detail } of changes) {
      const within = joint === "" ? path : path.replace(/^\./, joint).replace(/^(?=[[<])/, joint);
      const there = { ...place, path: place.path + within };
      found.push({ ...there, ...detail, side, origin: originOf(at, there) + segment });
    }
  };
  return {
    before,
    after,
    choices,
    schemas,
    /** The changes found so far. */
    found,
    /** @param at The object that says it, if other operations may refer to it too. */
    add(place: Place, detail: DescriptionDetail, at?: object): void {
      found.push({ ...place, ...detail, origin: originOf(at, place) });
    },
    /**
     * Adds everything in which two schemas differ.
     *
     * @param joint What stands between the place and a path within the schemas.
     */
    addSchemas(one: Node, other: Node, side: Side, place: Place, joint = " · "): void {
      addAll(schemas.changes(one, other, side), side, place, joint);
    },
    /** The same for schemas that are read already. */
    addFlat(one: FlatSchema, other: FlatSchema, side: Side, place: Place): void {
      addAll(schemas.flatChanges(one, other, side), side, place, " · ");
    },
  };
}

/**
 * Finds where the objects of a description stand. A schema and its form for responses, which bundling makes of it,
 * stand in one place: whoever edits the description edits both.
 */
function originsOf({ root }: Document): ReadonlyMap<object, string> {
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

/** Adds every member of two objects that differs, but for those that are compared elsewhere. */
export function addMembers(
  { add }: Comparing,
  place: (name: string) => Place,
  of: Owner,
  owners: { readonly before: Node; readonly after: Node },
  read: ReadonlySet<string>,
  at?: object,
): void {
  for (const [name, before, after] of differing(owners.before, owners.after, read)) {
    add(place(name), { what: "member", of, name, before, after, owners }, at);
  }
}

/** Adds that only one of two objects is marked as deprecated. */
export function addDeprecated({ add }: Comparing, place: Place, before: Node, after: Node, at?: object): void {
  const [was, is] = [before.deprecated === true, after.deprecated === true];
  if (was !== is) add(place, { what: "deprecated", before: was, after: is }, at);
}
