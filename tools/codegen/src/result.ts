import { answerSchemas } from "./content.ts";
import { type Description, type LocatedOperation, resolve, type Schema } from "./description.ts";

/**
 * What a success of an operation must hold to be of use: the ids that its description requires, none if any object will
 * do; `undefined` where it may be empty, is a list, or may be another thing.
 */
export function resultOf(operation: LocatedOperation, description: Description): readonly string[] | undefined {
  const schemas = answerSchemas(operation).map(([, schema]) => schema && shapeOf(schema, description));
  const [first] = schemas;
  if (!first || schemas.length > 1) return undefined;
  const { type, properties, required } = first;
  if (type !== "object" || Object.keys(properties).length === 0) return undefined;
  return required.filter((name) => /(^|_)id$/.test(name) && properties[name]?.type === "string").sort();
}

interface Shape {
  readonly type: Schema["type"];
  readonly properties: Readonly<Record<string, Schema>>;
  readonly required: readonly string[];
}

/** The members of an object, those of its `allOf` among them. */
function shapeOf(schema: Schema, description: Description): Shape {
  const { type, properties, required = [], allOf = [] } = resolve(description, schema);
  const parts = allOf.map((part) => shapeOf(part, description));
  const own = Object.entries(properties ?? {}).map(([name, property]) => [name, resolve(description, property)]);
  const all: Record<string, Schema> = Object.assign(
    {},
    ...parts.map((part) => part.properties),
    Object.fromEntries(own),
  );
  return { type, properties: all, required: [...new Set([...parts.flatMap((part) => part.required), ...required])] };
}
