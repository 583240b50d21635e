import type { Description, Schema } from "@sinch-fetch/description";
import type { Comparing } from "./comparing.ts";

const PLACE = { path: "types" };
const BROKEN = "imports";

/** Compares the names of the schemas, under which a package exports their types. */
export function compareTypeNames(before: Description, after: Description, { changes, walk }: Comparing): void {
  const [was, is] = [schemasOf(before), schemasOf(after)];
  const added = Object.keys(is).filter((name) => !(name in was));
  const removed = Object.keys(was).filter((name) => !(name in is));
  if (added.length > 0) changes.add("typeAdded", PLACE, `exported now: ${added.sort().join(", ")}`);
  if (removed.length > 0) {
    changes.add("typeRemoved", PLACE, `no longer exported: ${removed.sort().join(", ")}`, undefined, BROKEN);
  }
  // A schema of answers that requests begin to use keeps its name for them; answers get a form of their own.
  const split = added.flatMap((name) => {
    const [strict, tolerant] = [name.replace(/Answer$/, ""), is[name]];
    const known = was[strict];
    return strict !== name && known && tolerant && isSplit(known, tolerant, is[strict], walk) ? [strict] : [];
  });
  for (const name of split) {
    const text = `${name} is the type of requests now, that of answers is ${name}Answer`;
    changes.add("typeSplit", { path: `types · ${name}` }, text, undefined, BROKEN);
  }
}

function isSplit(known: Schema, tolerant: Schema, strict: Schema | undefined, walk: Comparing["walk"]): boolean {
  return strict !== undefined && walk.sameMeaning(known, tolerant) && !walk.sameMeaning(known, strict);
}

function schemasOf({ components }: Description): Record<string, Schema> {
  return components?.schemas ?? {};
}
