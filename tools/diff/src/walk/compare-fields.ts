import { type FlatSchema, listed, NOTHING_SAID, type Node, type ReadSchema, shown } from "@sinch-fetch/description";
import type { Field } from "./change.ts";
import { type Finding, type Inner, type Pair, sayer } from "./finding.ts";

/** Compares the fields of two objects; returns those that both have for comparing them next. */
export function compareFields(pair: Pair): { found: Finding[]; inner: Inner[] } {
  const { readBefore, readAfter } = pair;
  const found: Finding[] = [];
  const inner: Inner[] = [];
  const [was, is] = [visible(pair.before, pair, readBefore), visible(pair.after, pair, readAfter)];
  for (const name of new Set([...was.keys(), ...is.keys()])) {
    const segment = `.${shown(name)}`;
    const [one, other] = [was.get(name), is.get(name)];
    const [required, isRequired] = [pair.before.required.has(name), pair.after.required.has(name)];
    // A field of one may be a key of the other's map.
    const before = one ?? (pair.over ? ofMap(pair.before, name, readBefore) : undefined);
    const after = other ?? (pair.over ? ofMap(pair.after, name, readAfter) : undefined);
    if (before && after) {
      if (one && other && required !== isRequired) {
        const at = sayer(pair, (part) => Array.isArray(part.required) && part.required.includes(name));
        found.push({ what: "required field", before: required, after: isRequired, at, segment });
      }
      inner.push({ segment, before, after });
      continue;
    }
    const at = sayer(pair, ({ properties }) => Object(properties)[name] !== undefined);
    const fields = [
      before && fieldOf(readBefore(before), required, readBefore),
      after && fieldOf(readAfter(after), isRequired, readAfter),
    ] as const;
    found.push({ what: "field", before: fields[0], after: fields[1], at, segment });
  }
  return { found, inner };
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
export function compareFreeKeys(pair: Pair): { found: Finding[]; inner: Inner[] } {
  const { before, after, over } = pair;
  const found: Finding[] = [];
  const inner: Inner[] = [];
  if (before.others && after.others) inner.push({ segment: ".{}", before: before.others, after: after.others });
  else if (before.others || after.others || before.closed !== after.closed) {
    const at = sayer(pair, (part) => (part.additionalProperties ?? part.unevaluatedProperties) !== undefined);
    const [was, is] = [before, after].map(({ closed, others }) => ({ closed, described: others !== undefined }));
    if (was && is) found.push({ what: "free keys", before: was, after: is, at, segment: "" });
  }
  if (over && !(before.others && after.others)) return { found, inner };
  if (before.keys && after.keys) {
    const [was, is] = over ? [asText(before.keys), asText(after.keys)] : [before.keys, after.keys];
    inner.push({ segment: ".{key}", before: was, after: is });
  } else if (before.keys || after.keys) {
    const at = sayer(pair, ({ propertyNames }) => propertyNames !== undefined);
    const segment = over ? ".{key}" : "";
    found.push({ what: "keys", before: before.keys !== undefined, after: after.keys !== undefined, at, segment });
  }
  return { found, inner };
}

/** A key is a text, whether or not that is said. */
function asText(keys: Node): Node {
  return { allOf: [keys, { type: "string" }] };
}
