/** A schema, as far as it says which members the service sets itself. */
interface Schema {
  readonly [keyword: string]: unknown;
  /** Names of members that a request may hold and that are ignored there. */
  readonly "x-read-only"?: readonly string[];
}

/** A body without what is ignored in it, and where that was, such as `body.id`. */
export interface WritableBody {
  readonly value: unknown;
  readonly ignored: readonly string[];
}

/**
 * Leaves away what the service sets itself, such as an id: an object that was read is sent back with it, and the service
 * ignores it.
 *
 * @param schema The schema of the body, its references resolved.
 */
export function writableBody(body: unknown, schema: unknown): WritableBody {
  const ignored: string[] = [];
  if (!isObject(schema) || !hasReadOnly(schema)) return { value: body, ignored };
  const value = writable(body, isObject(schema) ? [schema] : [], "body", ignored);
  return { value, ignored };
}

function writable(value: unknown, schemas: readonly Schema[], path: string, ignored: string[]): unknown {
  const parts = schemas.flatMap(withParts);
  if (parts.length === 0) return value;
  if (Array.isArray(value)) {
    const items = parts.map((part) => part.items).filter(isObject);
    return value.map((item, at) => writable(item, items, `${path}[${at}]`, ignored));
  }
  if (!isObject(value)) return value;
  const readOnly = new Set(parts.flatMap((part) => part["x-read-only"] ?? []));
  const kept = Object.entries(value).filter(([name]) => {
    const isIgnored = readOnly.has(name) && membersNamed(name, parts).length === 0;
    if (isIgnored) ignored.push(`${path}.${name}`);
    return !isIgnored;
  });
  return Object.fromEntries(
    kept.map(([name, member]) => [name, writable(member, membersNamed(name, parts), `${path}.${name}`, ignored)]),
  );
}

/** Which schemas have such members: a body of a thousand recipients would be walked through for nothing. */
const searched = new WeakMap<object, boolean>();

function hasReadOnly(schema: object): boolean {
  const found = searched.get(schema) ?? holdsReadOnly(schema, new Set());
  searched.set(schema, found);
  return found;
}

function holdsReadOnly(node: object, seen: Set<object>): boolean {
  if (seen.has(node)) return false;
  seen.add(node);
  if ("x-read-only" in node) return true;
  return Object.values(node).some(
    (member) => typeof member === "object" && member !== null && holdsReadOnly(member, seen),
  );
}

/** A schema, what it is put together from, and its alternatives. */
function withParts(schema: Schema): Schema[] {
  const parts = [schema.allOf, schema.oneOf, schema.anyOf].filter(Array.isArray).flat().filter(isObject);
  return [schema, ...parts.flatMap(withParts)];
}

/** What is described of a member, by name or as one of a free map. */
function membersNamed(name: string, parts: readonly Schema[]): Schema[] {
  const named = parts.map(({ properties }) => (isObject(properties) ? properties[name] : undefined)).filter(isObject);
  return named.length > 0 ? named : parts.map((part) => part.additionalProperties).filter(isObject);
}

function isObject(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
