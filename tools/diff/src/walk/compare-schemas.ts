import { isDeepStrictEqual } from "node:util";
import { type Annotations, type FlatSchema, LIMIT_KEYWORDS, type Node } from "@sinch-fetch/description";
import type { KeyChoice, Values } from "./change.ts";
import { compareAlternatives } from "./compare-alternatives.ts";
import { compareFields, compareFreeKeys } from "./compare-fields.ts";
import { compareVariants } from "./compare-variants.ts";
import { type Comparison, type Finding, type Inner, type Pair, sayer } from "./finding.ts";

/** Compares two schemas, one level deep. */
export function compareSchemas(pair: Pair): Comparison {
  const outer = compareOuter(pair);
  if (areApart(pair)) return outer;
  const within = (pair.over && compareVariants(pair, compareObject)) || compareObject(pair);
  return { found: [...outer.found, ...within.found], inner: [...outer.inner, ...within.inner] };
}

/** Compares what two schemas say of a value as a whole, and of the members of a list. */
export function compareOuter(pair: Pair): Comparison {
  const { before, after } = pair;
  const annotations = compareAnnotations(before.annotations, after.annotations, after.parts[0]);
  const found = [...compareTypes(pair), ...annotations];
  // Where nothing fits both, what is within need not be reported.
  if (areApart(pair)) return { found: found.filter(({ what }) => !pair.over || what !== "annotation"), inner: [] };
  const items = compareItems(pair);
  return {
    found: [...found, ...compareValues(pair), ...compareLimits(pair), ...compareKeywords(pair), ...items.found],
    inner: items.inner,
  };
}

function compareObject(pair: Pair): Comparison {
  const { before, after } = pair;
  const [fields, others, alternatives] = [compareFields(pair), compareFreeKeys(pair), compareAlternatives(pair)];
  const at = sayer(pair, ({ oneOf, anyOf }) => (oneOf ?? anyOf) !== undefined);
  const [was, is] = [choiceOf(before), choiceOf(after)];
  const kinds: Finding[] = isDeepStrictEqual(before.kinds, after.kinds)
    ? []
    : [{ what: "kinds", before: was, after: is, at, segment: "" }];
  return {
    found: [...fields.found, ...others.found, ...kinds, ...alternatives.found],
    inner: [...fields.inner, ...others.inner, ...alternatives.inner],
  };
}

function choiceOf({ kinds, fields }: FlatSchema): KeyChoice {
  return { kinds, fields: new Set(fields.keys()) };
}

/** Returns whether no value fits both. Where meaning is compared, what describes nothing fits nothing. */
function areApart({ before, after, over }: Pair): boolean {
  if (!before.types || !after.types) return over && before.types !== after.types;
  if (before.types.size === 0 || after.types.size === 0) return !over && before.types.size > 0;
  const kinds = new Set([...after.types].map(kindOf));
  return ![...before.types].some((type) => kinds.has(kindOf(type)));
}

function kindOf(type: string): string {
  return type === "integer" ? "number" : type;
}

function compareTypes(pair: Pair): Finding[] {
  const { before, after, over } = pair;
  const at = sayer(pair, ({ type }) => type !== undefined);
  const found: Finding[] = [];
  if (!isDeepStrictEqual(before.types, after.types)) {
    found.push({ what: "types", before: before.types, after: after.types, at, segment: "" });
  }
  const [was, is] = over
    ? [before.nullable === true, after.nullable === true]
    : [before.nullable ?? after.nullable, after.nullable ?? before.nullable];
  if (was !== is && (!over || (before.types && after.types))) {
    found.push({ what: "null", before: was, after: is, at, segment: "" });
  }
  return found;
}

function compareValues({ before, after }: Pair): Finding[] {
  const valuesOf = ({ values, open }: FlatSchema): Values | undefined => values && { list: values, open };
  const [was, is] = [valuesOf(before), valuesOf(after)];
  if (was?.open === is?.open && sameSet(was?.list, is?.list)) return [];
  // The innermost part that has them, so that a named enum is found within the open one around it.
  const at = [...before.parts, ...after.parts].findLast((part) => part.enum ?? part.const ?? part.anyOf ?? part.oneOf);
  return [{ what: "values", before: was, after: is, at, segment: "" }];
}

function sameSet(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  return a === b || (a?.length === b?.length && a?.every((value) => b?.includes(value)) === true);
}

function compareLimits(pair: Pair): Finding[] {
  return LIMIT_KEYWORDS.flatMap((name): Finding[] => {
    const [before, after] = [pair.before.limits.get(name), pair.after.limits.get(name)];
    if (before === after) return [];
    const at = sayer(pair, (part) => part[name] !== undefined);
    return [{ what: "limit", name, before, after, at, segment: "" }];
  });
}

function compareKeywords(pair: Pair): Finding[] {
  const [was, is] = [pair.before.rest, pair.after.rest];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((name): Finding[] => {
    const [before, after] = [was[name], is[name]];
    if (isDeepStrictEqual(before, after)) return [];
    const at = sayer(pair, (part) => part[name] !== undefined);
    return [{ what: "keyword", name, before, after, at, segment: "" }];
  });
}

/** Compares what schemas say beside their rules. */
export function compareAnnotations(was: Annotations, is: Annotations, at: Node | undefined): Finding[] {
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((name): Finding[] => {
    const [before, after] = [was[name], is[name]];
    return isDeepStrictEqual(before, after) ? [] : [{ what: "annotation", name, before, after, at, segment: "" }];
  });
}

function compareItems(pair: Pair): { found: Finding[]; inner: Inner[] } {
  const [before, after] = [pair.before.items, pair.after.items];
  if (before && after) return { found: [], inner: [{ segment: "[]", before, after }] };
  // Where meaning is compared, what is not a list on one side differs in its type alone.
  const areLists = !pair.over || (pair.before.types?.has("array") && pair.after.types?.has("array"));
  if ((!before && !after) || !areLists) return { found: [], inner: [] };
  const at = sayer(pair, ({ items }) => items !== undefined);
  const types = [before && pair.readBefore(before).types, after && pair.readAfter(after).types] as const;
  return {
    found: [{ what: "items", before: types[0], after: types[1], at, segment: pair.over ? "[]" : "" }],
    inner: [],
  };
}
