import { type Choices, type Document, type FlatSchema, membersOf, type Node } from "@sinch-fetch/description";
import type { Change, DescriptionDetail, Owner, Place, Side } from "./change.ts";
import { type SchemaChange, schemaWalk } from "./schema-walk.ts";
import { differing } from "./side-by-side.ts";

/** Members that are compared by themselves, by what they belong to. */
const READ: Readonly<Record<Owner, ReadonlySet<string>>> = {
  description: new Set(["paths", "webhooks", "x-webhooks", "components", "servers", "security"]),
  path: new Set(["parameters", "get", "put", "post", "delete", "options", "head", "patch", "trace"]),
  operation: new Set(["deprecated", "parameters", "requestBody", "responses", "security", "callbacks"]),
  callback: new Set(["requestBody", "deprecated"]),
  parameter: new Set(["$ref", "name", "in", "required", "schema", "content", "deprecated", "style", "explode"]),
  media: new Set(["schema"]),
  response: new Set(["$ref", "description", "content", "headers"]),
  header: new Set(["$ref", "schema", "content"]),
};

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
  const add = (place: Place, detail: DescriptionDetail, at?: object): void => {
    found.push({ ...place, ...detail, origin: originOf(at, place) });
  };
  return {
    before,
    after,
    choices,
    schemas,
    /** The changes found so far. */
    found,
    /** @param at The object that says it, if other operations may refer to it too. */
    add,
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
    /** Adds that only one of two objects is marked as deprecated. */
    addDeprecated(one: Node, other: Node, place: Place, at?: object): void {
      const [was, is] = [one.deprecated === true, other.deprecated === true];
      if (was !== is) add(place, { what: "deprecated", before: was, after: is }, at);
    },
    /**
     * Adds every member of two objects that differs, but for those that are compared by themselves.
     *
     * @param place The path is the member's name, if absent.
     */
    addMembers(of: Owner, one: Node, other: Node, place: Partial<Place>, at?: object): void {
      const owners = { before: one, after: other };
      for (const [name, was, is] of differing(one, other, READ[of])) {
        add({ path: name, ...place }, { what: "member", of, name, before: was, after: is, owners }, at);
      }
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
