import { isDeepStrictEqual } from "node:util";
import { type Description, type Schema, schemaName } from "@sinch-fetch/description";

const SUFFIX = "Answer";

/**
 * The description with one schema for both directions: without the tolerant forms that bundling makes of the schemas
 * that responses reach (`AppMessageAnswer` of `AppMessage`), and everything that refers to one referring to the other.
 *
 * The two differ only in what is tolerated, which a type says for both directions: further values, kinds and properties,
 * and `null`. Where their members differ, they are two schemas.
 */
export function oneDirection(description: Description): Description {
  const schemas = description.components?.schemas ?? {};
  const twins = new Set(Object.keys(schemas).filter((name) => isTwin(name, schemas)));
  const kept = Object.entries(schemas)
    .filter(([name]) => !twins.has(name))
    .map(([name, strict]) => {
      const { anyOf } = schemas[name + SUFFIX] ?? {};
      const isOneOfKinds = twins.has(name + SUFFIX) && anyOf !== undefined && strict.properties !== undefined;
      return [name, isOneOfKinds ? onlyKind(strict) : strict];
    });
  const merged = { ...description, components: { ...description.components, schemas: Object.fromEntries(kept) } };
  return JSON.parse(JSON.stringify(merged), (key, value) => {
    return key === "$ref" && twins.has(schemaName({ $ref: value }) ?? "") ? value.slice(0, -SUFFIX.length) : value;
  });
}

/** An object that says of which kind it is, where only that one is described: the tolerant form takes others too. */
function onlyKind({ description, ...kind }: Schema): Schema {
  return { ...(description === undefined ? {} : { description }), oneOf: [kind] };
}

function isTwin(name: string, schemas: Readonly<Record<string, Schema>>): boolean {
  const [tolerant, strict] = [schemas[name], schemas[name.slice(0, -SUFFIX.length)]];
  if (!name.endsWith(SUFFIX) || !tolerant || !strict) return false;
  const [kind = tolerant] = strict.properties ? (tolerant.anyOf ?? []) : [];
  return isDeepStrictEqual(membersOf(kind), membersOf(strict));
}

function membersOf({ properties = {}, required = [] }: Schema): unknown {
  return [Object.keys(properties).sort(), [...required].sort()];
}
