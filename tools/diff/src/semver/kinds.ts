import { type Kinds, listed } from "@sinch-fetch/description";
import type { KeyChoice } from "../walk/change.ts";
import type { SchemaRuling as Ruling } from "./rules.ts";

/** Judges how the choices between keys differ: `oneOf` and `anyOf` of lists of required keys. */
export function judgeKinds(before: KeyChoice, after: KeyChoice): Ruling[] {
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
