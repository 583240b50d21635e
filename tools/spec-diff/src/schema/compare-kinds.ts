import { listed } from "../listed.ts";
import { type Finding, type Pair, sayer } from "./finding.ts";
import type { Kinds } from "./flat-schema.ts";

/** How the choices between keys differ: `oneOf` and `anyOf` of lists of required keys. */
export function compareKinds(pair: Pair): Finding[] {
  const at = sayer(pair, ({ oneOf, anyOf }) => (oneOf ?? anyOf) !== undefined);
  const groups = Math.max(pair.before.kinds.length, pair.after.kinds.length);
  return Array.from({ length: groups }, (_, index) => changesOf(pair, index))
    .flat()
    .map((change) => ({ ...change, at }));
}

function changesOf({ before, after }: Pair, index: number): Omit<Finding, "at">[] {
  const [was, is] = [before.kinds[index], after.kinds[index]];
  if (!was) return is ? [{ rule: "narrower", text: `${ruleOf(is)} is required now` }] : [];
  if (!is) return [{ rule: "wider", text: `${ruleOf(was)} is no longer required` }];
  const found: Omit<Finding, "at">[] = [];
  if (was.exclusive && !is.exclusive) found.push({ rule: "wider", text: `${ruleOf(is)} is enough now` });
  if (!was.exclusive && is.exclusive) found.push({ rule: "narrower", text: `${ruleOf(is)} is required now` });
  // A kind that comes or goes with its field is told as a field.
  const isOld = (list: readonly string[]): boolean =>
    list.every((name) => before.fields.has(name) && after.fields.has(name));
  const lost = was.lists.filter((list) => isOld(list) && !holds(is, list)).map(nameOf);
  const gained = is.lists.filter((list) => isOld(list) && !holds(was, list)).map(nameOf);
  if (lost.length > 0) {
    const rule = is.exclusive ? "replaced" : "narrower";
    found.push({ rule, text: `${listed(lost)} ${lost.length > 1 ? "are" : "is"} no longer enough` });
  }
  if (gained.length > 0) {
    const rule = was.exclusive ? "replaced" : "wider";
    const text = was.exclusive ? "excludes the other kinds now" : "is enough now";
    found.push({ rule, text: `${listed(gained)} ${text}` });
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
