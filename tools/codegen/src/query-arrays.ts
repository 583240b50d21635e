import { BrokenDescription, type Description, operationsOf, resolve } from "@sinch-fetch/description";
import type { QueryArrays } from "@sinch-fetch/http/client";

/** What OpenAPI and `openapi-fetch` hold to where nothing is said: a parameter for each item. */
const DEFAULT = "style: form, explode: true";
const STYLES = ["form", "spaceDelimited", "pipeDelimited"] as const;

/**
 * How the arrays in all queries of an API are written, by `style` and `explode` of their parameters; `undefined` for the
 * way of OpenAPI's defaults, and for an API that has none.
 */
export function queryArraysOf(description: Description): QueryArrays | undefined {
  let first: { readonly subject: string; readonly arrays: QueryArrays; readonly way: string } | undefined;
  for (const { parameters, object } of operationsOf(description)) {
    for (const { name, in: place, schema = {}, style: given = "form", explode = given === "form" } of parameters) {
      if (place !== "query" || ![resolve(description, schema).type].flat().includes("array")) continue;
      const style = STYLES.find((known) => known === given);
      const [subject, way] = [`query parameter ${name}`, `style: ${given}, explode: ${explode}`];
      if (style === undefined) {
        const message = `${subject}: ${way} is not for arrays, which take style: ${STYLES.join(" or ")}`;
        throw new BrokenDescription(message, object.operationId);
      }
      first ??= { subject: `${name} of ${object.operationId}`, arrays: { style, explode }, way };
      if (way === first.way) continue;
      const message = `${subject}: ${way}, but ${first.subject} has ${first.way}, and a client writes all arrays in one way`;
      throw new BrokenDescription(message, object.operationId);
    }
  }
  return first?.way === DEFAULT ? undefined : first?.arrays;
}
