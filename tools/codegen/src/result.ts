import type { Description, LocatedOperation } from "@sinch-fetch/description";
import { responseSchemas } from "./content.ts";
import { shapeOf } from "./shape.ts";

/**
 * What a success of an operation must hold to be of use: the ids that its description requires, none if any object will
 * do; `undefined` where it may be empty, is a list, or may be another thing.
 */
export function resultOf(operation: LocatedOperation, description: Description): readonly string[] | undefined {
  const schemas = responseSchemas(operation).map(([, schema]) => schema && shapeOf(schema, description));
  const [first] = schemas;
  if (!first || schemas.length > 1) return undefined;
  const { type, properties, required } = first;
  if (type !== "object" || Object.keys(properties).length === 0) return undefined;
  return required.filter((name) => /(^|_)id$/.test(name) && properties[name]?.type === "string").sort();
}
