import { isDeepStrictEqual } from "node:util";
import { type Annotations, type FlatSchema, LIMIT_KEYWORDS, type Node } from "@sinch-fetch/description";
import type { KeyChoice, Values } from "./change.ts";
import { alike, compareAlternatives } from "./compare-alternatives.ts";
import { compareFields, compareFreeKeys } from "./compare-fields.ts";
import { compareVariants } from "./compare-variants.ts";
import { type Finding, type Level, levelOf, offersChoice, type Pair } from "./level.ts";
import { differing } from "./side-by-side.ts";

/**
 * Compares two schemas, one level deep.
 *
 * @param withFields Whether what an object holds is compared, too.
 */
export function compareSchemas(pair: Pair, withFields: boolean): Level {
  const level = levelOf(pair.over ? pair : alike(pair));
  const { before, after, over, found } = level;
  const isApart = areApart(level);
  compareTypes(level);
  // Where nothing fits both, what is within need not be reported.
  if (!over || !isApart) found.push(...compareAnnotations(before.annotations, after.annotations, after.parts[0]));
  if (isApart) return level;
  compareValues(level);
  compareLimits(level);
  compareKeywords(level);
  compareItems(level);
  if (withFields && !(over && compareVariants(level, compareObject))) compareObject(level);
  return level;
}

function compareObject(level: Level): void {
  const { before, after, add } = level;
  compareFields(level);
  compareFreeKeys(level);
  const choiceOf = ({ kinds, fields }: FlatSchema): KeyChoice => ({ kinds, fields: new Set(fields.keys()) });
  if (!isDeepStrictEqual(before.kinds, after.kinds)) {
    add({ what: "kinds", before: choiceOf(before), after: choiceOf(after) }, offersChoice);
  }
  compareAlternatives(level);
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

function compareTypes({ before, after, over, add }: Level): void {
  const says = ({ type }: Node): boolean => type !== undefined;
  if (!isDeepStrictEqual(before.types, after.types)) {
    add({ what: "types", before: before.types, after: after.types }, says);
  }
  const [was, is] = over
    ? [before.nullable === true, after.nullable === true]
    : [before.nullable ?? after.nullable, after.nullable ?? before.nullable];
  if (was !== is && (!over || (before.types && after.types))) add({ what: "null", before: was, after: is }, says);
}

function compareValues({ before, after, found }: Level): void {
  const valuesOf = ({ values, open }: FlatSchema): Values | undefined => values && { list: values, open };
  const [was, is] = [valuesOf(before), valuesOf(after)];
  if (was?.open === is?.open && isDeepStrictEqual(new Set(was?.list), new Set(is?.list))) return;
  // The innermost part that has them, so that a named enum is found within the open one around it.
  const at = [...before.parts, ...after.parts].findLast((part) => part.enum ?? part.const ?? part.anyOf ?? part.oneOf);
  found.push({ what: "values", before: was, after: is, at, segment: "" });
}

function compareLimits(level: Level): void {
  for (const name of LIMIT_KEYWORDS) {
    const [before, after] = [level.before.limits.get(name), level.after.limits.get(name)];
    if (before !== after) level.add({ what: "limit", name, before, after }, (part) => part[name] !== undefined);
  }
}

function compareKeywords(level: Level): void {
  for (const [name, before, after] of differing(level.before.rest, level.after.rest)) {
    level.add({ what: "keyword", name, before, after }, (part) => part[name] !== undefined);
  }
}

/** Compares what schemas say beside their rules. */
export function compareAnnotations(was: Annotations, is: Annotations, at: Node | undefined): Finding[] {
  const found = differing(was, is);
  return found.map(([name, before, after]) => ({ what: "annotation", name, before, after, at, segment: "" }));
}

function compareItems({ before: was, after: is, over, readBefore, readAfter, add, inner }: Level): void {
  const [before, after] = [was.items, is.items];
  if (before && after) {
    inner.push({ segment: "[]", before, after });
    return;
  }
  // Where meaning is compared, what is not a list on one side differs in its type alone.
  const areLists = !over || (was.types?.has("array") && is.types?.has("array"));
  if ((!before && !after) || !areLists) return;
  const types = { before: before && readBefore(before).types, after: after && readAfter(after).types };
  add({ what: "items", ...types }, ({ items }) => items !== undefined, over ? "[]" : "");
}
