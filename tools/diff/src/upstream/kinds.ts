import { type Kinds, listed, shown } from "@sinch-fetch/description";
import type { KeyChoice } from "../walk/change.ts";
import { onlyOn } from "./difference.ts";

/** Says how the choices between keys differ, among the keys that both know. */
export function kindTexts(theirs: KeyChoice, ours: KeyChoice): string[] {
  const [here, upstream] = [choicesOf(ours, theirs), choicesOf(theirs, ours)];
  const names = [...new Set([...here.keys(), ...upstream.keys()])].sort();
  return names.flatMap((name) => {
    const [a, b] = [here.get(name), upstream.get(name)];
    if (a === undefined || b === undefined) return [`${a ?? b} one of ${name}: ${onlyOn(b === undefined)}`];
    return a === b ? [] : [`one of ${name}: ${a} here, ${b} upstream`];
  });
}

/** How many of which keys a schema asks for. A key that one of the two does not describe is reported as a field. */
function choicesOf({ kinds, fields }: KeyChoice, other: KeyChoice): Map<string, string> {
  return new Map(
    kinds.flatMap(({ exclusive, lists }: Kinds): [string, string][] => {
      const known = lists.filter((list) => list.every((name) => fields.has(name) && other.fields.has(name)));
      if (known.length < 2) return [];
      const names = known.map((list) => list.map(shown).join(" with ")).sort();
      return [[listed(names), exclusive ? "exactly" : "at least"]];
    }),
  );
}
