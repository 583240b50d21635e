import { compareTexts } from "@sinch-fetch/description";
import type { Place } from "../walk/change.ts";

const SHARED = /^(?:schemas|components)\//;
const STEPS: readonly (readonly [pattern: RegExp, step: string])[] = [
  [/\/properties\/([^/.]+)/g, ".$1"],
  [/\/(?:anyOf|oneOf|allOf)\/\d+/g, ""],
  [/\/additionalProperties/g, ".{}"],
  [/\/propertyNames/g, ".{key}"],
  [/\/items/g, "[]"],
];

/** What the vendor's description has and ours has not, the reverse, or what both have and say differently. */
export type Kind = "missing-here" | "extra-here" | "different";

/** Something in which two descriptions differ. */
export interface Difference extends Place {
  readonly kind: Kind;
  readonly text: string;
  /** Where our description says it, or would: the same for one fact, however many operations it shows in. */
  readonly origin?: string;
}

/** What is said of a change, and its path, if that is not the change's. */
export type Found = Pick<Difference, "kind" | "text"> & { readonly path?: string };

/** Says that only one of the two has something. */
export function presence(isOurs: boolean, what?: string): Found {
  const text = isOurs ? "extra here" : "missing here";
  return { kind: isOurs ? "extra-here" : "missing-here", text: what === undefined ? text : `${what} ${text}` };
}

/** Says which of the two has something, in a longer text. */
export function onlyOn(ours: boolean): "here only" | "upstream only" {
  return ours ? "here only" : "upstream only";
}

/** Writes a difference on one line, as it is printed and accepted. */
export function lineOf({ operation, path, text }: Difference): string {
  return [operation, path, text].filter((part) => part !== undefined).join(" · ");
}

/**
 * Names the place in our description that a difference is about, such as `AppMessage.reply_to` or `responses/NotFound`;
 * `undefined` for what only one operation says.
 */
export function subjectOf({ origin = "" }: Difference): string | undefined {
  if (!SHARED.test(origin)) return undefined;
  return STEPS.reduce((text, [pattern, step]) => text.replace(pattern, step), origin.replace(SHARED, ""));
}

/** Writes a difference as the fact that it is, wherever it shows: its line, if only one operation says it. */
export function factOf(difference: Difference): string {
  const subject = subjectOf(difference);
  return subject === undefined ? lineOf(difference) : `${subject} · ${difference.text}`;
}

/** Each difference once; what belongs to no operation first, then the operations by path, then the callbacks. */
export function inOrder(differences: readonly Difference[]): Difference[] {
  const byLine = new Map(differences.map((difference) => [lineOf(difference), difference]));
  return [...byLine.values()].sort(
    (a, b) => compareTexts(rankOf(a), rankOf(b)) || compareTexts(a.path, b.path) || compareTexts(a.text, b.text),
  );
}

function rankOf({ operation }: Difference): string {
  if (operation === undefined) return "0";
  const [method = "", ...path] = operation.split(" ");
  return method === "callback" ? `2 ${path.join(" ")}` : `1 ${path.join(" ")} ${method}`;
}
