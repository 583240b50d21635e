import { isNode } from "./node.ts";

/**
 * Returns the value that the fragment of a reference names, such as `#/components/schemas/Note`; `undefined` where it
 * leads nowhere. Takes one step only: the value may be a reference itself.
 */
export function pointedAt(root: unknown, fragment: string): unknown {
  return fragment
    .split("/")
    .slice(1)
    .map(keyOf)
    .reduce<unknown>((at, key) => memberOf(at, key), root);
}

/** Reads a key of a JSON pointer in a fragment. */
function keyOf(segment: string): string {
  return decoded(segment).replaceAll("~1", "/").replaceAll("~0", "~");
}

/** Writes a key for a JSON pointer. */
export function segmentOf(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    // A lone percent sign is meant literally.
    return segment;
  }
}

function memberOf(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return value[Number(key)];
  return isNode(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** Returns the name of the schema that a reference leads to; `undefined` for anything else. */
export function schemaName(node: unknown): string | undefined {
  const { $ref } = Object(node);
  return typeof $ref === "string" ? /^#\/components\/schemas\/([^/]+)$/.exec($ref)?.[1] : undefined;
}
