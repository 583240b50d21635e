import { type Description, resolve, type Schema } from "@sinch-fetch/description";

/** An object's members, those of its `allOf` among them. */
export interface Shape {
  readonly type: Schema["type"];
  readonly properties: Readonly<Record<string, Schema>>;
  readonly required: readonly string[];
  /** Whether it takes no other members. */
  readonly isClosed: boolean;
}

/** The shape of a schema, its `$ref`s followed. */
export function shapeOf(schema: Schema, description: Description): Shape {
  const resolved = resolve(description, schema);
  const { type, properties, required = [], allOf = [] } = resolved;
  const parts = allOf.map((part) => shapeOf(part, description));
  const own = Object.entries(properties ?? {}).map(([name, property]) => [name, resolve(description, property)]);
  const all: Record<string, Schema> = Object.assign(
    {},
    ...parts.map((part) => part.properties),
    Object.fromEntries(own),
  );
  return {
    type,
    properties: all,
    required: [...new Set([...parts.flatMap((part) => part.required), ...required])],
    isClosed: resolved.additionalProperties === false || resolved.unevaluatedProperties === false,
  };
}
