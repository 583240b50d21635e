import { listed, shown } from "@sinch-fetch/description";
import { different, type Finding, onlyOn, type Pair } from "./finding.ts";

/** More values are counted. */
const MAX_LISTED = 10;

/** How types differ, null among them. */
export function compareTypes({ ours, theirs }: Pair): Finding[] {
  const [here, upstream] = [namesOf(ours.types), namesOf(theirs.types)];
  const found = here === upstream ? [] : [different(`type: ${here} here, ${upstream} upstream`)];
  const nullable = ours.nullable === true;
  if (ours.types && theirs.types && nullable !== (theirs.nullable === true)) {
    found.push(different(`null: ${onlyOn(nullable)}`));
  }
  return found;
}

/**
 * How the values of an enum or a constant differ. Each that only one of the two lists is a difference by itself, so that
 * accepting one accepts no later one.
 */
export function compareValues({ ours, theirs, side }: Pair): Finding[] {
  if (!ours.values) {
    return theirs.values ? [different(`enum: ${enumeration(theirs.values)} upstream, any value here`)] : [];
  }
  if (!theirs.values) return [different(`enum: ${enumeration(ours.values)} here, any value upstream`)];
  const [here, upstream] = [new Set(ours.values), new Set(theirs.values)];
  const found = [...new Set([...here, ...upstream])]
    .filter((value) => !here.has(value) || !upstream.has(value))
    .map((value) => different(`enum: ${plain(value)} ${onlyOn(here.has(value))}`));
  // Answers stay open here, whatever is published.
  if (side === "request" && ours.open !== theirs.open) {
    found.push(different(`values beside the enum: ${onlyOn(ours.open)}`));
  }
  return found;
}

/** The types of a schema in words. */
export function namesOf(types: ReadonlySet<string> | undefined): string {
  if (!types) return "any";
  return types.size === 0 ? "null" : listed([...types].sort().map(shown), "or");
}

function enumeration(values: readonly string[]): string {
  const names = values.slice(0, MAX_LISTED).map(plain);
  const rest = values.length - names.length;
  return rest > 0 ? `${names.join(", ")} and ${rest} more` : listed(names);
}

/** A value as it is written in a description, text without its quotes. */
function plain(json: string): string {
  return shown(JSON.parse(json));
}
