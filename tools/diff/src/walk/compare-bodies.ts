import { type FlatSchema, isNode, mediaOf, membersOf, type Node, type Operation } from "@sinch-fetch/description";
import type { Place, Side } from "./change.ts";
import { addMembers, type Comparing } from "./comparing.ts";

const READ = new Set(["schema"]);

/** Compares the bodies of the requests. */
export function compareRequests(before: Operation, after: Operation, operation: string, comparing: Comparing): void {
  const { add } = comparing;
  const place = { operation, path: "request" };
  const [was, is] = [bodyOf(before, comparing.before.resolve), bodyOf(after, comparing.after.resolve)];
  if (!was || !is) {
    if (was || is) add(place, { what: "body", before: was, after: is, of: before });
    return;
  }
  const [required, isRequired] = [was.required === true, is.required === true];
  if (required !== isRequired) add(place, { what: "required", of: "body", before: required, after: isRequired }, is);
  compareContent(was, is, "request", place, comparing);
}

function bodyOf({ object }: Operation, resolve: (value: unknown) => Node): Node | undefined {
  return object.requestBody === undefined ? undefined : resolve(object.requestBody);
}

/** Compares the media types of a body, and the schemas of those that both have. */
export function compareContent(before: Node, after: Node, side: Side, place: Place, comparing: Comparing): void {
  const { add } = comparing;
  if (before.description !== after.description) {
    const owners = { before, after };
    const member = { before: before.description, after: after.description, owners };
    add(place, { what: "member", of: "response", name: "description", ...member }, after);
  }
  const [was, is] = [mediaOf(before), mediaOf(after)];
  for (const name of new Set([...was.keys(), ...is.keys()])) {
    if (was.has(name) && is.has(name)) continue;
    if (was.size > 0 && is.size > 0)
      add(place, { what: "media", name, before: was.has(name), after: is.has(name) }, after);
  }
  for (const [type, media] of is) {
    // Where each has one type, it is the same body, whatever it is labelled.
    const other = was.get(type) ?? (was.size === 1 && is.size === 1 ? [...was.values()][0] : undefined);
    if (!other) continue;
    compareRoots(schemaOf(other), schemaOf(media), side, place, comparing);
    addMembers(comparing, () => place, "media", { before: other, after: media }, READ, after);
  }
}

function compareRoots(
  before: Node | undefined,
  after: Node | undefined,
  side: Side,
  place: Place,
  { add, addSchemas, choices, schemas }: Comparing,
): void {
  const [was, is] = [before && schemas.before.read(before), after && schemas.after.read(after)];
  if (choices === "apart" || (was?.types && is?.types)) addSchemas(membersOf(before), membersOf(after), side, place);
  else if (saysAnything(was) || saysAnything(is)) {
    add(place, { what: "schema", before: !saysAnything(is), after: saysAnything(is) }, after ?? before);
  }
}

/** Returns whether a schema says more of a body than that it is an object. */
function saysAnything(schema: FlatSchema | undefined): boolean {
  if (!schema?.types) return false;
  const { types, fields, others } = schema;
  return fields.size > 0 || others !== undefined || types.size !== 1 || !types.has("object");
}

function schemaOf({ schema }: Node): Node | undefined {
  return isNode(schema) ? schema : undefined;
}

/** Returns whether a body has a media type at all. */
export function hasContent(body: Node): boolean {
  return mediaOf(body).size > 0;
}

/** Returns whether anything is said of a body: an empty schema says nothing. */
export function isDescribed(body: Node): boolean {
  return [...mediaOf(body).values()].some((media) => Object.keys(schemaOf(media) ?? {}).length > 0);
}
