import { isNode, membersOf, type Node } from "@sinch-fetch/description";
import type { Comparing } from "../walk/comparing.ts";
import { sameMeaning } from "./judge-description.ts";
import type { DescriptionRuling } from "./rules.ts";

/** Judges the names of the schemas, under which a package exports their types. */
export function judgeTypeNames(comparing: Comparing): DescriptionRuling[] {
  const [was, is] = [schemasOf(comparing.before.root), schemasOf(comparing.after.root)];
  const added = Object.keys(is).filter((name) => !(name in was));
  const removed = Object.keys(was).filter((name) => !(name in is));
  const found: DescriptionRuling[] = [];
  if (added.length > 0) found.push(["typeAdded", `exported now: ${added.sort().join(", ")}`]);
  if (removed.length > 0) found.push(["typeRemoved", `no longer exported: ${removed.sort().join(", ")}`]);
  // A schema of responses that requests begin to use keeps its name for them; responses get a form of their own.
  for (const name of added) {
    const strict = name.replace(/Answer$/, "");
    const [known, tolerant, other] = [was[strict], is[name], is[strict]];
    if (strict === name || !isNode(known) || !isNode(tolerant) || !isNode(other)) continue;
    if (!sameMeaning(known, tolerant, comparing) || sameMeaning(known, other, comparing)) continue;
    const text = `${strict} is the type of requests now, that of responses is ${name}`;
    found.push(["typeSplit", text, `types · ${strict}`]);
  }
  return found;
}

function schemasOf(root: Node): Node {
  return membersOf(membersOf(root.components).schemas);
}
