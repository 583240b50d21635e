import type { Document } from "@sinch-fetch/description";
import { isNode, type Node, nodesIn, shown } from "@sinch-fetch/description";
import type { Side } from "../schema/finding.ts";
import type { FlatSchema } from "../schema/flat-schema.ts";
import type { Comparing, Place } from "./comparing.ts";
import type { Operation } from "./operations.ts";

/** Compares the bodies of the requests. */
export function compareRequests(ours: Operation, theirs: Operation, operation: string, comparing: Comparing): void {
  const place = { operation, path: "request" };
  const [here, upstream] = [bodyOf(ours, comparing.ours), bodyOf(theirs, comparing.theirs)];
  if (!here && !upstream) return;
  if (!here || !upstream) {
    const required = (here ?? upstream)?.required === true;
    comparing.addOne(here !== undefined, place, required ? "required body" : "body");
    return;
  }
  const required = here.required === true;
  if (required !== (upstream.required === true)) {
    const text = required ? "body required here, optional upstream" : "body optional here, required upstream";
    comparing.add("different", place, text);
  }
  compareContent(here, upstream, "request", place, comparing);
}

function bodyOf({ object }: Operation, document: Document): Node | undefined {
  return object.requestBody === undefined ? undefined : document.resolve(object.requestBody);
}

/** Compares the media types of a body, and the schemas of those that both have. */
export function compareContent(ours: Node, theirs: Node, side: Side, place: Place, comparing: Comparing): void {
  const { walk } = comparing;
  const [here, upstream] = [mediaOf(ours), mediaOf(theirs)];
  for (const type of new Set([...here.keys(), ...upstream.keys()])) {
    if (here.has(type) && upstream.has(type)) continue;
    if (here.size > 0 && upstream.size > 0) comparing.addOne(here.has(type), place, shown(type));
  }
  for (const [type, media] of here) {
    // Where each has one type, it is the same body, whatever it is labelled.
    const other =
      upstream.get(type) ?? (here.size === 1 && upstream.size === 1 ? [...upstream.values()][0] : undefined);
    if (!other) continue;
    const [a, b] = [schemaOf(media), schemaOf(other)];
    compareRoots(a && walk.ours.read(a), b && walk.theirs.read(b), side, place, comparing);
  }
}

function compareRoots(
  ours: FlatSchema | undefined,
  theirs: FlatSchema | undefined,
  side: Side,
  place: Place,
  comparing: Comparing,
): void {
  if (ours?.types && theirs?.types) comparing.addSchemas(ours, theirs, side, place);
  else if (saysAnything(ours)) comparing.addOne(true, place, "schema");
  else if (saysAnything(theirs)) comparing.addOne(false, place, "schema");
}

/** Whether a schema says more of a body than that it is an object. */
function saysAnything(schema: FlatSchema | undefined): boolean {
  if (!schema?.types) return false;
  const { types, fields, others } = schema;
  return fields.size > 0 || others !== undefined || types.size !== 1 || !types.has("object");
}

/** The media types of a body, without their parameters. */
function mediaOf({ content }: Node): Map<string, Node> {
  return new Map(nodesIn(content).map(([type, media]) => [type.replace(/\s*;.*$/, "").toLowerCase(), media]));
}

function schemaOf({ schema }: Node): Node | undefined {
  return isNode(schema) ? schema : undefined;
}

/** Whether a body has a media type at all. */
export function hasContent(body: Node): boolean {
  return mediaOf(body).size > 0;
}

/** Whether anything is said of a body: an empty schema says nothing. */
export function isDescribed(body: Node): boolean {
  return [...mediaOf(body).values()].some((media) => Object.keys(schemaOf(media) ?? {}).length > 0);
}
