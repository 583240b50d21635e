/** A JSON schema that is an object. */
export interface Schema {
  readonly [keyword: string]: unknown;
}

/** Follows a `$ref`; returns the schema itself where it has none. */
export type Resolve = (schema: Schema) => Schema;

const itself: Resolve = (schema) => schema;

/**
 * Finds what a schema says of the value at a path, with all parts and alternatives side by side.
 *
 * @param path Names of members, and positions in lists.
 * @param resolve Follows a `$ref`. @default there are none
 * @returns An empty list if the schema has no such path.
 */
export function schemasAt(schema: unknown, path: readonly string[], resolve: Resolve = itself): readonly Schema[] {
  let found = partsOf(schema, resolve);
  for (const name of path) found = found.flatMap((one) => partsOf(memberOf(one, name), resolve));
  return found;
}

/** The names of the members that schemas have, each once. */
export function memberNames(schemas: readonly Schema[]): readonly string[] {
  return [...new Set(schemas.flatMap(({ properties }) => (isSchema(properties) ? Object.keys(properties) : [])))];
}

/** Whether a value is an object, as most schemas are. */
export function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The schemas in a list; none if it is not a list. */
export function schemasIn(list: unknown): Schema[] {
  return Array.isArray(list) ? list.filter(isSchema) : [];
}

function partsOf(schema: unknown, resolve: Resolve): readonly Schema[] {
  if (!isSchema(schema)) return [];
  const own = resolve(schema);
  const parts = [own.allOf, own.oneOf, own.anyOf].flatMap(schemasIn);
  return [own, ...parts.flatMap((part) => partsOf(part, resolve))];
}

function memberOf({ properties, items, additionalProperties }: Schema, name: string): unknown {
  if (isSchema(properties) && Object.hasOwn(properties, name)) return properties[name];
  return /^\d+$/.test(name) && isSchema(items) ? items : additionalProperties;
}
