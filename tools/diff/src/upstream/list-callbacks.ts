import { type Document, documentOf, nodesIn } from "@sinch-fetch/description";
import { type Addressed, addressed } from "../walk/pair-operations.ts";

/** A callback: the name that it is described under, and the request that the service sends. */
export interface Callback {
  readonly name: string;
  readonly operation: Addressed;
}

/**
 * The callbacks of a description: its webhooks, under the name that 3.0 has for them too, and those that are described
 * with operations. One that several operations repeat counts once.
 */
export function callbacksOf(document: Document): Callback[] {
  const { root } = document;
  const found = [root.webhooks, root["x-webhooks"]].flatMap((webhooks) =>
    nodesIn(webhooks).flatMap(([name, item]) => named(name, { [name]: item }, document)),
  );
  for (const { object } of addressed(document)) {
    for (const [name, reference] of nodesIn(object.callbacks)) {
      found.push(...named(name, document.resolve(reference), document));
    }
  }
  return [...new Map(found.reverse().map((callback) => [plain(callback.name), callback])).values()].reverse();
}

/** A name without its case and what joins its words. */
export function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}

function named(name: string, paths: unknown, document: Document): Callback[] {
  return addressed(document, paths).map((operation) => ({ name, operation }));
}

/**
 * Gives the vendor's description the callbacks of an earlier one, if it describes none.
 *
 * The vendor publishes the bodies of callbacks as schemas that no operation names; the structure that is kept here adds
 * the operation. Without it, no change of a callback would be seen, and what is accepted about callbacks would fit nothing.
 *
 * @param name The file name of `now`.
 */
export function withKeptCallbacks(now: Document, name: string, earlier: Document): Document {
  const webhooks = earlier.root["x-webhooks"];
  if (webhooks === undefined || callbacksOf(now).length > 0) return now;
  return documentOf({ ...now.root, "x-webhooks": webhooks }, name);
}
