import { listed, shown } from "@sinch-fetch/description";
import { different, type Finding, onlyOn, type Pair } from "./finding.ts";
import type { FlatSchema, Kinds } from "./flat-schema.ts";

/** How the choices between keys differ, among the keys that both know. Answers are not held to a choice. */
export function compareKinds({ ours, theirs, side }: Pair): Finding[] {
  if (side === "answer") return [];
  const [here, upstream] = [choicesOf(ours, theirs), choicesOf(theirs, ours)];
  const names = [...new Set([...here.keys(), ...upstream.keys()])].sort();
  return names.flatMap((name) => {
    const [a, b] = [here.get(name), upstream.get(name)];
    if (a === undefined || b === undefined) {
      return [different(`${a ?? b} one of ${name}: ${onlyOn(b === undefined)}`)];
    }
    return a === b ? [] : [different(`one of ${name}: ${a} here, ${b} upstream`)];
  });
}

/** How many of which keys a schema asks for. A key that one of the two does not describe is told as a field. */
function choicesOf({ kinds, fields }: FlatSchema, other: FlatSchema): Map<string, string> {
  return new Map(
    kinds.flatMap(({ exclusive, lists }: Kinds): [string, string][] => {
      const known = lists.filter((list) => list.every((name) => fields.has(name) && other.fields.has(name)));
      if (known.length < 2) return [];
      const names = known.map((list) => list.map(shown).join(" with ")).sort();
      return [[listed(names), exclusive ? "exactly" : "at least"]];
    }),
  );
}
