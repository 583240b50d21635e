import { type Document, nodesIn } from "@sinch-fetch/description";
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
