import { boundOf, type Kinds, listed } from "@sinch-fetch/description";
import type { FreeKeys, KeyChoice, SchemaDetail, Values } from "../walk/change.ts";
import type { SchemaRuling as Ruling } from "./rules.ts";

/** Keywords that reach no type of a response, so they count as limits. */
const CONSTRAINTS = new Set([
  "not",
  "if",
  "then",
  "else",
  "contains",
  "minContains",
  "maxContains",
  "dependentRequired",
  "dependentSchemas",
]);

/** Finds the rules that judge a difference between schemas, each with what it is in words. */
export function judgeSchemaDetail(detail: SchemaDetail): Ruling[] {
  switch (detail.what) {
    case "types":
      return judgeTypes(detail.before, detail.after);
    case "null":
      return [detail.after ? ["wider", "may be null now"] : ["narrower", "may no longer be null"]];
    case "values":
      return judgeValues(detail.before, detail.after);
    case "field":
      if (!detail.after) return [["fieldRemoved", "field removed"]];
      return [
        detail.after.required ? ["requiredFieldAdded", "required field added"] : ["fieldAdded", "optional field added"],
      ];
    case "required field":
      return [detail.after ? ["fieldRequired", "is required now"] : ["fieldOptional", "is optional now"]];
    case "free keys":
      return judgeFreeKeys(detail.before, detail.after);
    case "keys":
      return [detail.after ? ["narrower", "keys are limited now"] : ["wider", "keys are no longer limited"]];
    case "kinds":
      return judgeKinds(detail.before, detail.after);
    case "choice":
      return detail.after
        ? [["narrower", "has alternatives now, one of which must fit"]]
        : [["wider", "no longer has alternatives, one of which must fit"]];
    case "alternative":
      return detail.after
        ? [["wider", `alternative ${detail.name} added`]]
        : [["narrower", `alternative ${detail.name} removed`]];
    case "items":
      return [detail.after ? ["narrower", "items are described now"] : ["wider", "items may be anything now"]];
    case "limit":
      return [judgeLimit(detail.name, detail.before, detail.after)];
    case "keyword": {
      const { name, before, after } = detail;
      const text = `${name} ${verbOf(before, after)}`;
      return [[CONSTRAINTS.has(name) ? (after === undefined ? "relaxed" : "tightened") : "unknown", text]];
    }
    case "annotation":
      return [judgeAnnotation(detail.name, detail.before, detail.after)];
    case "variant":
      // Not found where alternatives are read apart.
      return [];
  }
}

function judgeTypes(before: ReadonlySet<string> | undefined, after: ReadonlySet<string> | undefined): Ruling[] {
  if (!before) return [["narrower", `any type is now ${named(after)}`]];
  if (!after) return [["wider", `type ${named(before)} is now any`]];
  const lost = missingIn(after, before);
  const gained = missingIn(before, after);
  const rule = lost.length === 0 ? "wider" : gained.length === 0 ? "narrower" : "replaced";
  return [[rule, `type ${named(before)} is now ${named(after)}`]];
}

/** The types that are not among others, where each integer is a number. */
function missingIn(others: ReadonlySet<string>, types: ReadonlySet<string>): string[] {
  return [...types].filter((name) => !others.has(name) && !(name === "integer" && others.has("number")));
}

function named(types: ReadonlySet<string> = new Set()): string {
  return types.size === 0 ? "null" : listed([...types], "or");
}

function judgeValues(before: Values | undefined, after: Values | undefined): Ruling[] {
  if (!before || !after) return judgeList(before, after);
  const removed = before.list.filter((value) => !after.list.includes(value));
  const added = after.list.filter((value) => !before.list.includes(value));
  if (removed.length === before.list.length && before.list.length === 1 && after.list.length === 1) {
    return [["replaced", `constant ${shown(removed)} is now ${shown(added)}`]];
  }
  const isOpen = before.open && after.open;
  const found: Ruling[] = [];
  // Where the enum opens or closes as well, that decides.
  if (!before.open && after.open) found.push(["wider", "values beside those listed are allowed now"]);
  if (before.open && !after.open) found.push(["narrower", "only the values listed are allowed now"]);
  if (removed.length > 0) found.push([isOpen ? "openValueRemoved" : "valueRemoved", `enum ${plural(removed)} removed`]);
  if (added.length > 0) found.push([isOpen ? "openValueAdded" : "valueAdded", `enum ${plural(added)} added`]);
  return found;
}

function judgeList(before: Values | undefined, after: Values | undefined): Ruling[] {
  if (after) {
    const values = shown(after.list);
    return [
      after.open
        ? ["openValueAdded", `known values are listed now: ${values}`]
        : ["narrower", `only ${values} allowed now`],
    ];
  }
  if (!before) return [];
  return [
    before.open
      ? ["openValueRemoved", "known values are no longer listed"]
      : ["wider", `no longer limited to ${shown(before.list)}`],
  ];
}

function plural(values: readonly string[]): string {
  return `value${values.length > 1 ? "s" : ""} ${shown(values)}`;
}

/** Values as a reader writes them: text without its quotes. */
function shown(values: readonly string[]): string {
  return listed(values.map((value) => (value.startsWith('"') ? String(JSON.parse(value)) : value)));
}

function judgeFreeKeys(before: FreeKeys, after: FreeKeys): Ruling[] {
  if (before.described) {
    return after.closed
      ? [["replaced", "free keys are no longer part of it"]]
      : [["wider", "values of free keys are no longer described"]];
  }
  if (after.described) {
    return before.closed
      ? [["fieldAdded", "takes free keys now"]]
      : [["narrower", "values of free keys are described now"]];
  }
  return [after.closed ? ["tightened", "refuses other fields now"] : ["relaxed", "takes other fields now"]];
}

/** Judges how the choices between keys differ: `oneOf` and `anyOf` of lists of required keys. */
function judgeKinds(before: KeyChoice, after: KeyChoice): Ruling[] {
  const groups = Math.max(before.kinds.length, after.kinds.length);
  return Array.from({ length: groups }, (_, index) => {
    const [was, is] = [before.kinds[index], after.kinds[index]];
    if (was && is) return changesOf(was, is, before, after);
    if (is) return [["narrower", `${ruleOf(is)} is required now`] as const];
    return was ? [["wider", `${ruleOf(was)} is no longer required`] as const] : [];
  }).flat();
}

function changesOf(was: Kinds, is: Kinds, before: KeyChoice, after: KeyChoice): Ruling[] {
  const found: Ruling[] = [];
  if (was.exclusive && !is.exclusive) found.push(["wider", `${ruleOf(is)} is enough now`]);
  if (!was.exclusive && is.exclusive) found.push(["narrower", `${ruleOf(is)} is required now`]);
  // A kind that comes or goes with its field is reported as a field.
  const isOld = (list: readonly string[]): boolean =>
    list.every((name) => before.fields.has(name) && after.fields.has(name));
  const lost = was.lists.filter((list) => isOld(list) && !holds(is, list)).map(nameOf);
  const gained = is.lists.filter((list) => isOld(list) && !holds(was, list)).map(nameOf);
  if (lost.length > 0) {
    const text = `${listed(lost)} ${lost.length > 1 ? "are" : "is"} no longer enough`;
    found.push([is.exclusive ? "replaced" : "narrower", text]);
  }
  if (gained.length > 0) {
    const text = `${listed(gained)} ${was.exclusive ? "excludes the other kinds now" : "is enough now"}`;
    found.push([was.exclusive ? "replaced" : "wider", text]);
  }
  return found;
}

function holds({ lists }: Kinds, list: readonly string[]): boolean {
  return lists.some((other) => nameOf([...other].sort()) === nameOf([...list].sort()));
}

function ruleOf({ exclusive, lists }: Kinds): string {
  return `${exclusive ? "exactly" : "at least"} one of ${listed(lists.map(nameOf))}`;
}

function nameOf(list: readonly string[]): string {
  return list.join(" with ");
}

/** A pattern or format that is replaced counts as tightened: something that passed no longer does. */
function judgeLimit(name: string, before: unknown, after: unknown): Ruling {
  if (before === undefined) return ["tightened", `${name} ${after} added`];
  if (after === undefined) return ["relaxed", `${name} ${before} removed`];
  if (boundOf(name) === "exact") {
    const relaxed = name === "multipleOf" && Number(before) % Number(after) === 0;
    return [relaxed ? "relaxed" : "tightened", `${name} ${before} is now ${after}`];
  }
  const raised = Number(after) > Number(before);
  const text = `${name} ${raised ? "raised" : "lowered"} from ${before} to ${after}`;
  return [raised === (boundOf(name) === "lower") ? "tightened" : "relaxed", text];
}

function judgeAnnotation(name: string, before: unknown, after: unknown): Ruling {
  if (name === "deprecated") return after ? ["deprecated", "deprecated"] : ["restored", "no longer deprecated"];
  if (name !== "default") return ["documented", `${name} ${verbOf(before, after)}`];
  if (before !== undefined && after !== undefined) {
    return ["defaultChanged", `default ${literalOf(before)} is now ${literalOf(after)}`];
  }
  return ["defaultDocumented", `default ${literalOf(before ?? after)} ${verbOf(before, after)}`];
}

function literalOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

export function verbOf(before: unknown, after: unknown): "added" | "removed" | "changed" {
  return before === undefined ? "added" : after === undefined ? "removed" : "changed";
}
