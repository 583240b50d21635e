import { listed } from "../listed.ts";
import type { Finding, Pair } from "./finding.ts";

/** How the values of an enum or a constant differ. */
export function compareValues(pair: Pair): Finding[] {
  const { before, after } = pair;
  // The innermost part that has them, so that a named enum is found within the open one around it.
  const at = [...before.parts, ...after.parts].findLast((part) => part.enum ?? part.const ?? part.anyOf ?? part.oneOf);
  if (before.values === undefined && after.values === undefined) return [];
  if (before.values === undefined) {
    const values = shown(after.values ?? []);
    const text = after.open ? `known values are listed now: ${values}` : `only ${values} allowed now`;
    return [{ rule: after.open ? "openValueAdded" : "narrower", at, text }];
  }
  if (after.values === undefined) {
    const text = before.open ? "known values are no longer listed" : `no longer limited to ${shown(before.values)}`;
    return [{ rule: before.open ? "openValueRemoved" : "wider", at, text }];
  }
  const removed = before.values.filter((value) => !after.values?.includes(value));
  const added = after.values.filter((value) => !before.values?.includes(value));
  if (removed.length === before.values.length && before.values.length === 1 && after.values.length === 1) {
    const text = `constant ${shown(removed)} is now ${shown(added)}`;
    return [{ rule: "replaced", at, text }];
  }
  const [add, remove] =
    before.open && after.open
      ? (["openValueAdded", "openValueRemoved"] as const)
      : (["valueAdded", "valueRemoved"] as const);
  const found: Finding[] = [];
  // Where the enum opens or closes as well, that decides.
  if (before.open !== after.open) {
    const text = after.open ? "values beside those listed are allowed now" : "only the values listed are allowed now";
    found.push({ rule: after.open ? "wider" : "narrower", at, text });
  }
  if (removed.length > 0) found.push({ rule: remove, at, text: `enum ${plural("value", removed)} removed` });
  if (added.length > 0) found.push({ rule: add, at, text: `enum ${plural("value", added)} added` });
  return found;
}

function plural(word: string, values: readonly string[]): string {
  return `${word}${values.length > 1 ? "s" : ""} ${shown(values)}`;
}

/** Values as a reader writes them: text without its quotes. */
function shown(values: readonly string[]): string {
  return listed(values.map((value) => (value.startsWith('"') ? String(JSON.parse(value)) : value)));
}
