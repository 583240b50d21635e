import { isDeepStrictEqual } from "node:util";
import { clientView, type Description, type Document, documentOf, projectPrefix } from "@sinch-fetch/description";
import { type Bump, type Level, larger } from "@sinch-fetch/workspace";
import type { Change, Side } from "../walk/change.ts";
import { type Manner, compareDescriptions as walk } from "../walk/compare-descriptions.ts";
import { schemesOf } from "../walk/compare-security.ts";
import type { Comparing } from "../walk/comparing.ts";
import { countOf, type Folded, folded } from "../walk/fold.ts";
import { compareCallbacks } from "./callbacks.ts";
import { judgeDescriptionDetail } from "./judge-description.ts";
import { judgeSchemaDetail } from "./judge-schema.ts";
import { type DescriptionRuling, judgeDescription, judgeSchema, type Verdict } from "./rules.ts";
import { judgeTypeNames } from "./type-names.ts";

/** A change of a description, with the verdict of the rule that judges it. */
export interface JudgedChange extends Verdict {
  /** Such as `POST /messages:send` or `callback MESSAGE_DELIVERY`; absent for what belongs to no operation. */
  readonly operation?: string | undefined;
  /** Where it is, in the operation or in the description. */
  readonly path: string;
  /** Where the description says it: the same for what follows from one edit. */
  readonly origin: string;
  /** The name of the rule. */
  readonly rule: string;
  /** Every operation that it reaches; `operation` is the first of them. */
  readonly operations: readonly string[];
}

type Judged = Omit<JudgedChange, "operations"> & { readonly side?: Side };

const MANNER: Manner = {
  choices: "apart",
  naming: () => (before, after) => {
    const { method, path } = before ?? after;
    return `${method} ${path}`;
  },
  compareCallbacks,
};

/**
 * Finds everything that differs between two bundled descriptions and matters to somebody, judged.
 *
 * Schemas are compared by who writes the value, and each edit is reported once, with the first operation that it
 * reaches.
 */
export function compareDescriptions(before: Description, after: Description): JudgedChange[] {
  const [was, is] = [projectPrefix(before), projectPrefix(after)];
  const comparing = walk(viewOf(before, was), viewOf(after, is), MANNER);
  const judged = [
    ...(was === is ? [] : [judgedAt("paths", ["prefixChanged", `prefix ${was ?? "none"} is now ${is ?? "none"}`])]),
    ...comparing.found.flatMap((change) => judge(change, comparing)),
    ...(is === undefined ? [] : judgeTypeNames(comparing).map((ruling) => judgedAt("types", ruling))),
    ...schemeTexts(comparing).map((ruling) => judgedAt("security", ruling)),
  ];
  return folded(judged, keyOf).map(changeOf);
}

/** The bump that changes add up to. */
export function bumpOf(changes: readonly { readonly level: Level }[]): Bump {
  return changes.reduce<Bump>((bump, { level }) => larger(bump, level), "none");
}

/** A description as its client sees it. */
function viewOf(description: Description, prefix: string | undefined): Document {
  return documentOf(prefix === undefined ? description : clientView(description, prefix), "description");
}

function judge(change: Change, comparing: Comparing): Judged[] {
  const { operation, path, origin, side } = change;
  const place = { operation, path, origin };
  if (side !== undefined) {
    const rulings = judgeSchemaDetail(change);
    return rulings.map(([rule, text]) => ({ ...place, rule, side, ...judgeSchema(rule, side, text) }));
  }
  const rulings = judgeDescriptionDetail(change, comparing);
  return rulings.map(([rule, text, at = path]) => ({ ...place, path: at, rule, ...judgeDescription(rule, text) }));
}

function judgedAt(at: string, [rule, text, path = at]: DescriptionRuling): Judged {
  return { path, origin: path, rule, ...judgeDescription(rule, text) };
}

/** The same for what follows from one edit. A text is the same text on both sides. */
function keyOf({ rule, origin, what, side }: Judged): string {
  return (rule === "documented" ? [origin, what] : [rule, origin, what, side]).join("\n");
}

/** Says how many more operations and callbacks a change reaches. */
function changeOf({ first: { side: _, ...first }, operations }: Folded<Judged>): JudgedChange {
  const others = countOf(operations.slice(1), "more ");
  return { ...first, operations, text: others === "" ? first.text : `${first.text} (and in ${others})` };
}

/** Compares what the security schemes say beside how they work. Their names are used in the description alone. */
function schemeTexts({ before, after }: Comparing): DescriptionRuling[] {
  const [was, is] = [before, after].map(({ root }) => new Set(Object.values(schemesOf(root))));
  return isDeepStrictEqual(was, is) ? [] : [["texts", "texts or addresses of schemes changed"]];
}
