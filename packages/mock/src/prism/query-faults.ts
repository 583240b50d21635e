import { parse } from "node:querystring";
import type { Operation } from "../description/operation.ts";
import type { Violation } from "../exchange/violation.ts";

/**
 * Finds what is wrong with a query and escapes Prism: an array that is one list, separated by commas, but comes one by
 * one. Prism would look at the last value only.
 */
export function queryFaults(query: string, { request }: Operation): readonly Violation[] {
  const values = parse(query);
  return (request?.query ?? []).flatMap(({ name, explode }) => {
    const given = values[name];
    if (explode !== false || !Array.isArray(given)) return [];
    const message = `must be one list, separated by commas; found ${given.length} values of that name`;
    return [{ path: `query.${name}`, code: "explode", message }];
  });
}
