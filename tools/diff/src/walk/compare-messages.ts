import {
  type FlatSchema,
  isNode,
  mediaOf,
  membersOf,
  type Node,
  nodesIn,
  type Operation,
  shown,
} from "@sinch-fetch/description";
import type { Place, Side } from "./change.ts";
import type { Comparing } from "./comparing.ts";
import { presenceOf, sideBySide } from "./side-by-side.ts";

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

export function compareResponses(before: Operation, after: Operation, operation: string, comparing: Comparing): void {
  const { add, choices } = comparing;
  const [was, is] = [responsesOf(before, comparing.before.resolve), responsesOf(after, comparing.after.resolve)];
  for (const [status, one, other] of sideBySide(was, is)) {
    const place = { operation, path: `response ${shown(status)}` };
    const about = { status, before: one, after: other, of: before };
    if (!one || !other) {
      add(place, { what: "response", ...about }, other ?? one);
      continue;
    }
    if (hasContent(one) === hasContent(other)) compareContent(one, other, "response", place, comparing);
    else if (choices === "apart" || isDescribed(one) || isDescribed(other))
      add(place, { what: "content", ...about }, other);
    compareHeaders(one, other, place, comparing);
    comparing.addMembers("response", one, other, place, other);
  }
}

/** Lists the responses of an operation by status, such as `200` or `4XX`. */
export function responsesOf({ object }: Operation, resolve: (value: unknown) => Node): Map<string, Node> {
  return new Map(nodesIn(object.responses).map(([status, one]) => [status.replace(/x/gi, "X"), resolve(one)]));
}

function compareHeaders(before: Node, after: Node, at: Place, comparing: Comparing): void {
  const [was, is] = [headersOf(before, comparing.before.resolve), headersOf(after, comparing.after.resolve)];
  for (const [key, one, other] of sideBySide(was, is)) {
    const place = { ...at, path: `${at.path} · header ${shown(key)}` };
    if (one && other) {
      comparing.addSchemas(membersOf(one.object.schema), membersOf(other.object.schema), "response", place);
      comparing.addMembers("header", one.object, other.object, place, after);
    } else comparing.add(place, { what: "header", name: (other ?? one).name, ...presenceOf(one, other) }, after);
  }
}

function headersOf({ headers }: Node, resolve: (value: unknown) => Node): Map<string, { name: string; object: Node }> {
  return new Map(
    nodesIn(headers).flatMap(([name, header]): [string, { name: string; object: Node }][] =>
      name.toLowerCase() === "content-type" ? [] : [[name.toLowerCase(), { name, object: resolve(header) }]],
    ),
  );
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
  for (const [name, one, other] of was.size > 0 && is.size > 0 ? sideBySide(was, is) : []) {
    if (!one || !other) add(place, { what: "media", name, ...presenceOf(one, other) }, after);
  }
  for (const [type, media] of is) {
    // Where each has one type, it is the same body, whatever it is labelled.
    const other = was.get(type) ?? (was.size === 1 && is.size === 1 ? [...was.values()][0] : undefined);
    if (!other) continue;
    compareRoots(schemaOf(other), schemaOf(media), side, place, comparing);
    comparing.addMembers("media", other, media, place, after);
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

export function hasContent(body: Node): boolean {
  return mediaOf(body).size > 0;
}

/** Returns whether anything is said of a body: an empty schema says nothing. */
export function isDescribed(body: Node): boolean {
  return [...mediaOf(body).values()].some((media) => Object.keys(schemaOf(media) ?? {}).length > 0);
}
