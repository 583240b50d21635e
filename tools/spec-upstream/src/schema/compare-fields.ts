import { NOTHING_SAID, type Node, shown } from "@sinch-fetch/description";
import { compareLimits } from "./compare-limits.ts";
import { compareValues, namesOf } from "./compare-values.ts";
import { different, type Finding, type Inner, onlyOn, type Pair } from "./finding.ts";
import type { FlatSchema, ReadSchema } from "./flat-schema.ts";

/** How the fields of an object differ, and the fields that both have. */
export function compareFields(pair: Pair): { found: Finding[]; inner: Inner[] } {
  const { side, readOurs, readTheirs } = pair;
  const found: Finding[] = [];
  const inner: Inner[] = [];
  const [ours, theirs] = [visible(pair.ours, side, readOurs), visible(pair.theirs, side, readTheirs)];
  for (const name of [...new Set([...ours.keys(), ...theirs.keys()])].sort()) {
    const path = `.${shown(name)}`;
    const [here, upstream] = [ours.get(name), theirs.get(name)];
    // A field of one may be a key of the other's map.
    const [a, b] = [here ?? ofMap(pair.ours, name, readOurs), upstream ?? ofMap(pair.theirs, name, readTheirs)];
    if (a && b) {
      const required = pair.ours.required.has(name);
      if (here && upstream && required !== pair.theirs.required.has(name)) {
        const text = required ? "required here, optional upstream" : "optional here, required upstream";
        found.push({ path, kind: "different", text });
      }
      inner.push({ path, ours: a, theirs: b });
    } else if (b) {
      const text = `missing here: ${nameOf(readTheirs(b), pair.theirs.required.has(name), readTheirs)}`;
      found.push({ path, kind: "missing-here", text });
    } else if (a) {
      const text = `extra here: ${nameOf(readOurs(a), pair.ours.required.has(name), readOurs)}`;
      found.push({ path, kind: "extra-here", text });
    }
  }
  return { found, inner };
}

/** How the keys beside the fields differ. Whether other fields are refused is not compared: requests are closed here. */
export function compareOthers(pair: Pair): { found: Finding[]; inner: Inner[] } {
  const { ours, theirs } = pair;
  if (!ours.others || !theirs.others) {
    const has = ours.others !== undefined;
    return { found: has || theirs.others ? [different(`free keys: ${onlyOn(has)}`)] : [], inner: [] };
  }
  const found = compareKeys(pair).map((finding) => ({ ...finding, path: ".{key}" }));
  return { found, inner: [{ path: ".{}", ours: ours.others, theirs: theirs.others }] };
}

function compareKeys(pair: Pair): Finding[] {
  const { ours, theirs, side, readOurs, readTheirs, before31 } = pair;
  if (ours.keys && theirs.keys) {
    const keys = { ...pair, ours: readOurs(ours.keys), theirs: readTheirs(theirs.keys) };
    return [...compareValues(keys), ...compareLimits(keys)];
  }
  if ((!ours.keys && !theirs.keys) || side === "answer" || before31) return [];
  return [different(`limited ${onlyOn(ours.keys !== undefined)}`)];
}

/** The fields that occur on a side: what the service alone writes is not in requests, and the reverse. */
function visible(schema: FlatSchema, side: Pair["side"], read: ReadSchema): Map<string, Node> {
  const fields = new Map([...schema.required].map((name) => [name, NOTHING_SAID]));
  for (const [name, field] of schema.fields) fields.set(name, field);
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

/** A field in a few words, such as `required array of string`. */
function nameOf(schema: FlatSchema, required: boolean, read: ReadSchema): string {
  const type = namesOf(schema.types);
  const whole = schema.items && type === "array" ? `array of ${namesOf(read(schema.items).types)}` : type;
  return required ? `required ${whole}` : whole;
}
