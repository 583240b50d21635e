import { type FlatSchema, NOTHING_SAID, type ReadSchema, shown } from "@sinch-fetch/description";
import { type Comparison, type Finding, type Inner, type Pair, sayer } from "./finding.ts";

/** Alternatives that one field distinguishes, by its value. */
interface Apart {
  readonly field: string;
  readonly before: ReadonlyMap<string, FlatSchema>;
  readonly after: ReadonlyMap<string, FlatSchema>;
}

/**
 * Compares the alternatives of two objects one by one, where on both sides the same field distinguishes them by
 * its value. What differs in all of them alike is reported once.
 *
 * @param compare Compares two alternatives.
 * @returns Nothing, where there is no such field.
 */
export function compareVariants(pair: Pair, compare: (pair: Pair) => Comparison): Comparison | undefined {
  const apart = distinguished(pair);
  if (!apart) return undefined;
  const { field, before, after } = apart;
  const found: Finding[] = [];
  const matched: { prefix: string; comparison: Comparison }[] = [];
  for (const value of [...new Set([...before.keys(), ...after.keys()])].sort()) {
    const prefix = `<${shown(field)}=${shown(JSON.parse(value))}>`;
    const [a, b] = [before.get(value), after.get(value)];
    if (a && b) {
      const without = { ...pair, before: withoutValues(a, field), after: withoutValues(b, field) };
      matched.push({ prefix, comparison: compare(without) });
    } else {
      const at = sayer(pair, ({ oneOf, anyOf }) => (oneOf ?? anyOf) !== undefined);
      found.push({ what: "variant", before: a !== undefined, after: b !== undefined, at, segment: prefix });
    }
  }
  const comparisons = matched.map(({ comparison }) => comparison);
  const [common, inner] = [commonFindings(comparisons), commonInner(comparisons)];
  return {
    found: [
      ...found,
      ...common.values(),
      ...matched.flatMap(({ prefix, comparison }) =>
        comparison.found
          .filter((finding) => !common.has(keyOf(finding)))
          .map((finding) => ({ ...finding, segment: prefix + finding.segment })),
      ),
    ],
    inner: [
      ...inner,
      ...matched.flatMap(({ prefix, comparison }) =>
        comparison.inner
          .filter((one) => !inner.some((other) => isSame(one, other)))
          .map((one) => ({ ...one, segment: prefix + one.segment })),
      ),
    ],
  };
}

/** The field whose values distinguish the alternatives of both sides, if they have a value in common. */
function distinguished({ before, after, readBefore, readAfter }: Pair): Apart | undefined {
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

function commonFindings([first, ...others]: readonly Comparison[]): Map<string, Finding> {
  if (others.length === 0) return new Map();
  const keys = others.map(({ found }) => new Set(found.map(keyOf)));
  const common = (first?.found ?? []).filter((finding) => keys.every((known) => known.has(keyOf(finding))));
  return new Map(common.map((finding) => [keyOf(finding), finding]));
}

function commonInner([first, ...others]: readonly Comparison[]): Inner[] {
  if (others.length === 0) return [];
  return (first?.inner ?? []).filter((one) => others.every(({ inner }) => inner.some((other) => isSame(one, other))));
}

function isSame(a: Inner, b: Inner): boolean {
  return a.segment === b.segment && a.before === b.before && a.after === b.after;
}

/** The same for the same difference, whatever schema says it. */
function keyOf({ at: _, ...finding }: Finding): string {
  return JSON.stringify(finding, (_key, value) => (value instanceof Set || value instanceof Map ? [...value] : value));
}
