import { isDeepStrictEqual } from "node:util";
import { type FlatSchema, NOTHING_SAID, type ReadSchema, shown } from "@sinch-fetch/description";
import { type Finding, type Inner, type Level, levelOf, offersChoice, type Pair } from "./level.ts";
import { presenceOf, sideBySide } from "./side-by-side.ts";

/**
 * Compares the alternatives of two objects one by one, where on both sides the same field distinguishes them by
 * its value. What differs in all of them alike is reported once.
 *
 * @param compare Compares two alternatives.
 * @returns Whether there is such a field.
 */
export function compareVariants(level: Level, compare: (level: Level) => void): boolean {
  const apart = distinguished(level);
  if (!apart) return false;
  const { field, before, after } = apart;
  const levels = new Map<string, Level>();
  for (const [value, a, b] of sideBySide(before, after).sort(([one], [other]) => (one < other ? -1 : 1))) {
    const prefix = `<${shown(field)}=${shown(JSON.parse(value))}>`;
    if (a && b) {
      const variant = levelOf({ ...level, before: withoutValues(a, field), after: withoutValues(b, field) });
      compare(variant);
      levels.set(prefix, variant);
    } else level.add({ what: "variant", ...presenceOf(a, b) }, offersChoice, prefix);
  }
  level.found.push(...gathered(new Map([...levels].map(([prefix, { found }]) => [prefix, found])), isSameFinding));
  level.inner.push(...gathered(new Map([...levels].map(([prefix, { inner }]) => [prefix, inner])), isSameInner));
  return true;
}

/** The alternatives by the values of the field that distinguishes them on both sides, if they have one in common. */
function distinguished({ before, after, readBefore, readAfter }: Pair) {
  if (before.variants.length < 2 || after.variants.length < 2) return undefined;
  for (const field of [...after.fields.keys()].sort()) {
    const [a, b] = [byValue(before.variants, field, readBefore), byValue(after.variants, field, readAfter)];
    if (a && b && [...a.keys()].some((value) => b.has(value))) return { field, before: a, after: b };
  }
  return undefined;
}

/** The alternatives by the values of a field; nothing, if one has any value or two have the same. */
function byValue(
  variants: readonly FlatSchema[],
  field: string,
  read: ReadSchema,
): Map<string, FlatSchema> | undefined {
  const found = new Map<string, FlatSchema>();
  for (const variant of variants) {
    const schema = variant.fields.get(field);
    const values = schema && read(schema).values;
    if (!values || values.length === 0 || values.some((value) => found.has(value))) return undefined;
    for (const value of values) found.set(value, variant);
  }
  return found;
}

/** An alternative without the values of the field that names it; whether that is required stays. */
function withoutValues(variant: FlatSchema, field: string): FlatSchema {
  const fields = new Map(variant.fields).set(field, NOTHING_SAID);
  return { ...variant, fields, kinds: [], variants: [] };
}

/** What all of several alternatives have, once, then what the others have, each below its alternative. */
function gathered<Part extends { readonly segment: string }>(
  alternatives: ReadonlyMap<string, readonly Part[]>,
  isSame: (one: Part, other: Part) => boolean,
): Part[] {
  const [first = [], ...others] = alternatives.values();
  const isIn = (parts: readonly Part[], part: Part): boolean => parts.some((other) => isSame(part, other));
  const common = others.length === 0 ? [] : first.filter((part) => others.every((parts) => isIn(parts, part)));
  const own = [...alternatives].flatMap(([prefix, parts]) =>
    parts.filter((part) => !isIn(common, part)).map((part) => ({ ...part, segment: prefix + part.segment })),
  );
  return [...common, ...own];
}

/** Compares two findings, whatever schema says them. */
function isSameFinding({ at: _, ...one }: Finding, { at: __, ...other }: Finding): boolean {
  return isDeepStrictEqual(one, other);
}

function isSameInner(one: Inner, other: Inner): boolean {
  return one.segment === other.segment && one.before === other.before && one.after === other.after;
}
