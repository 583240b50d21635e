import { listed } from "../listed.ts";
import { type Finding, type Pair, sayer } from "./finding.ts";

/** How the types differ, null among them. */
export function compareTypes(pair: Pair): Finding[] {
  const { before, after } = pair;
  const at = sayer(pair, (part) => part.type !== undefined);
  const found: Finding[] = [];
  if (before.types && after.types) {
    const lost = missingIn(after.types, before.types);
    const gained = missingIn(before.types, after.types);
    const rule = lost.length === 0 ? "wider" : gained.length === 0 ? "narrower" : "replaced";
    if (lost.length + gained.length > 0) {
      found.push({ rule, at, text: `type ${named(before.types)} is now ${named(after.types)}` });
    }
  } else if (before.types) found.push({ rule: "wider", at, text: `type ${named(before.types)} is now any` });
  else if (after.types) found.push({ rule: "narrower", at, text: `any type is now ${named(after.types)}` });
  if (before.nullable === false && after.nullable) found.push({ rule: "wider", at, text: "may be null now" });
  if (before.nullable && after.nullable === false) found.push({ rule: "narrower", at, text: "may no longer be null" });
  return found;
}

/** Whether no value fits both. */
export function areApart({ before, after }: Pair): boolean {
  if (!before.types || !after.types) return false;
  return (
    missingIn(after.types, before.types).length === before.types.size &&
    before.types.size > 0 &&
    missingIn(before.types, after.types).length === after.types.size
  );
}

/** The types that are not among others, where each integer is a number. */
function missingIn(others: ReadonlySet<string>, types: ReadonlySet<string>): string[] {
  return [...types].filter((name) => !others.has(name) && !(name === "integer" && others.has("number")));
}

function named(types: ReadonlySet<string>): string {
  return types.size === 0 ? "null" : listed([...types], "or");
}
