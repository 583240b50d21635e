import {
  type Document,
  listOf,
  membersOf,
  type Node,
  nodesIn,
  type Operation,
  textsOf,
} from "@sinch-fetch/description";
import type { Scheme } from "./change.ts";
import type { Comparing } from "./comparing.ts";
import { presenceOf, sideBySide } from "./side-by-side.ts";

/** Compares the credentials that an operation accepts: by what the schemes are, whatever they are called. */
export function compareSecurity(before: Operation, after: Operation, operation: string, comparing: Comparing): void {
  // A vendor's description without any scheme does not speak of credentials.
  if (comparing.choices === "over" && !describesSecurity(comparing.before)) return;
  const place = { operation, path: "security" };
  const [was, is] = [alternativesOf(before, comparing.before), alternativesOf(after, comparing.after)];
  for (const [, one, other] of sideBySide(was, is)) {
    const schemes = other ?? one;
    if (!one || !other)
      comparing.add(place, { what: "security", schemes, ...presenceOf(one, other) }, schemes[0]?.object);
  }
}

/** Returns whether a description names any scheme of credentials. */
export function describesSecurity({ root }: Document): boolean {
  return nodesIn(schemesOf(root)).length > 0;
}

/** The schemes of a description by name. */
export function schemesOf(root: Node): Node {
  return membersOf(membersOf(root.components).securitySchemes);
}

/** What has to be given at once, each alternative by how its schemes work. */
function alternativesOf({ object }: Operation, { root, resolve }: Document): Map<string, Scheme[]> {
  const alternatives = listOf(object.security ?? root.security).map(membersOf);
  const found = (alternatives.length > 0 ? alternatives : [{}]).map((alternative) =>
    Object.entries(alternative).map(
      ([name, scopes]): Scheme => ({ name, object: resolve(schemesOf(root)[name]), scopes: textsOf(scopes).sort() }),
    ),
  );
  return new Map(found.map((schemes) => [schemes.map(keyOf).sort().join(), schemes]));
}

function keyOf({ name: own, object: { type, scheme, in: place, name }, scopes }: Scheme): string {
  return JSON.stringify([
    type ?? own,
    type === "http" ? String(scheme).toLowerCase() : type === "apiKey" ? [place, name] : "",
    scopes,
  ]);
}
