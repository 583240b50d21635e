import {
  type FlatSchema,
  listed,
  listOf,
  NOTHING_SAID,
  type Node,
  type ReadSchema,
  shown,
} from "@sinch-fetch/description";
import type { Field, FreeKeys } from "./change.ts";
import type { Level, Pair } from "./level.ts";
import { presenceOf, sideBySide } from "./side-by-side.ts";

/** Compares the fields of two objects; those that both have are compared next. */
export function compareFields(level: Level): void {
  const { readBefore, readAfter, over, add, inner } = level;
  const [was, is] = [visible(level.before, level, readBefore), visible(level.after, level, readAfter)];
  for (const [name, one, other] of sideBySide(was, is)) {
    const segment = `.${shown(name)}`;
    const [required, isRequired] = [level.before.required.has(name), level.after.required.has(name)];
    // A field of one may be a key of the other's map.
    const before = one ?? (over ? ofMap(level.before, name, readBefore) : undefined);
    const after = other ?? (over ? ofMap(level.after, name, readAfter) : undefined);
    if (!before || !after) {
      const fields = {
        before: before && fieldOf(readBefore(before), required, readBefore),
        after: after && fieldOf(readAfter(after), isRequired, readAfter),
      };
      add({ what: "field", ...fields }, ({ properties }) => Object(properties)[name] !== undefined, segment);
      continue;
    }
    if (one && other && required !== isRequired) {
      const says = (part: Node): boolean => listOf(part.required).includes(name);
      add({ what: "required field", before: required, after: isRequired }, says, segment);
    }
    inner.push({ segment, before, after });
  }
}

/**
 * The fields that occur on a side. Where meaning is compared, what the service alone writes is not in requests, and the
 * reverse.
 */
function visible(schema: FlatSchema, { side, over }: Pair, read: ReadSchema): Map<string, Node> {
  const fields = new Map([...schema.required].map((name) => [name, NOTHING_SAID]));
  for (const [name, field] of schema.fields) fields.set(name, field);
  if (!over) return fields;
  for (const [name, field] of fields) {
    const { readOnly, writeOnly } = read(field);
    if (side === "request" ? readOnly : writeOnly) fields.delete(name);
  }
  return fields;
}

/** What a map says of one of its keys. One that lists keys that it knows says nothing of those that it does not. */
function ofMap({ fields, others, keys }: FlatSchema, name: string, read: ReadSchema): Node | undefined {
  if (!others || fields.size > 0) return undefined;
  if (!keys) return others;
  const { values, open } = read(keys);
  return !values || open || values.includes(JSON.stringify(name)) ? others : undefined;
}

function fieldOf(schema: FlatSchema, required: boolean, read: ReadSchema): Field {
  const type = namesOf(schema.types);
  return { required, type: schema.items && type === "array" ? `array of ${namesOf(read(schema.items).types)}` : type };
}

/** Names the types of a schema, such as `integer or string`. */
export function namesOf(types: ReadonlySet<string> | undefined): string {
  if (!types) return "any";
  return types.size === 0 ? "null" : listed([...types].sort().map(shown), "or");
}

/** Compares the keys beside the fields. */
export function compareFreeKeys({ before, after, over, add, inner }: Level): void {
  if (before.others && after.others) inner.push({ segment: ".{}", before: before.others, after: after.others });
  else if (before.others || after.others || before.closed !== after.closed) {
    const says = (part: Node): boolean => (part.additionalProperties ?? part.unevaluatedProperties) !== undefined;
    add({ what: "free keys", before: freeKeysOf(before), after: freeKeysOf(after) }, says);
  }
  if (over && !(before.others && after.others)) return;
  if (before.keys && after.keys) {
    const [was, is] = over ? [asText(before.keys), asText(after.keys)] : [before.keys, after.keys];
    inner.push({ segment: ".{key}", before: was, after: is });
  } else if (before.keys || after.keys) {
    const says = ({ propertyNames }: Node): boolean => propertyNames !== undefined;
    add({ what: "keys", ...presenceOf(before.keys, after.keys) }, says, over ? ".{key}" : "");
  }
}

function freeKeysOf({ closed, others }: FlatSchema): FreeKeys {
  return { closed, described: others !== undefined };
}

/** A key is a text, whether or not that is said. */
function asText(keys: Node): Node {
  return { allOf: [keys, { type: "string" }] };
}
