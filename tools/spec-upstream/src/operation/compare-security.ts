import type { Document } from "@sinch-fetch/description";
import { listed, listOf, membersOf, type Node, nodesIn, shown, textsOf } from "@sinch-fetch/description";
import type { Comparing } from "./comparing.ts";
import type { Operation } from "./operations.ts";

/** Compares the credentials that an operation accepts: by what the schemes are, whatever they are called. */
export function compareSecurity(ours: Operation, theirs: Operation, operation: string, comparing: Comparing): void {
  // Without any scheme, a description does not speak of credentials; that is told once.
  if (!describesSecurity(comparing.theirs)) return;
  const place = { operation, path: "security" };
  const [here, upstream] = [labelsOf(ours, comparing.ours), labelsOf(theirs, comparing.theirs)];
  for (const label of new Set([...here, ...upstream])) {
    if (!here.has(label) || !upstream.has(label)) comparing.addOne(here.has(label), place, label);
  }
}

export function describesSecurity({ root }: Document): boolean {
  return nodesIn(membersOf(root.components).securitySchemes).length > 0;
}

function labelsOf({ object }: Operation, document: Document): Set<string> {
  const alternatives = listOf(object.security ?? document.root.security).map(membersOf);
  if (alternatives.length === 0) return new Set(["no credentials"]);
  return new Set(alternatives.map((alternative) => labelOf(alternative, document)));
}

/** What has to be given at once. */
function labelOf(alternative: Node, document: Document): string {
  const schemes = membersOf(membersOf(document.root.components).securitySchemes);
  const labels = Object.entries(alternative).map(([name, scopes]) => {
    const kind = schemeOf(document.resolve(schemes[name]));
    const wanted = textsOf(scopes).map(shown).sort();
    return wanted.length > 0 ? `${kind} for ${listed(wanted)}` : kind;
  });
  return labels.length === 0 ? "no credentials" : labels.sort().join(" with ");
}

function schemeOf({ type, scheme, in: place, name }: Node): string {
  if (type === "http") return `HTTP ${shown(typeof scheme === "string" ? scheme.toLowerCase() : scheme)}`;
  if (type === "oauth2") return "OAuth 2";
  return type === "apiKey" ? `key in ${shown(place)} ${shown(name)}` : `scheme of type ${shown(type)}`;
}
