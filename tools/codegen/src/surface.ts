import { type Description, projectPrefix } from "@sinch-fetch/description";
import { namedOperations } from "./named-operations.ts";

/** Methods that come first in a list, in this order; the others follow in the order of the description. */
const FIRST = ["send", "create", "get", "list", "update", "delete"];

/** What a client offers, as READMEs list it. */
export interface Surface {
  /** Methods by resource. */
  readonly resources: ReadonlyMap<string, readonly string[]>;
  /** How many callbacks are described. */
  readonly callbacks: number;
}

/** What the client of a description offers; `undefined` where there is no client. */
export function surfaceOf(description: Description): Surface | undefined {
  if (projectPrefix(description) === undefined) return undefined;
  const resources = [...namedOperations(description)].map(
    ([resource, operations]) =>
      [resource, operations.map(({ name }) => name).sort((a, b) => placeOf(a) - placeOf(b))] as const,
  );
  return { resources: new Map(resources), callbacks: Object.keys(description.webhooks ?? {}).length };
}

function placeOf(method: string): number {
  const place = FIRST.indexOf(method);
  return place < 0 ? FIRST.length : place;
}
