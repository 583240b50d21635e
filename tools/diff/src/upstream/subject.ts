import type { Difference } from "./difference.ts";

const SHARED = /^(?:schemas|components)\//;
const STEPS: readonly (readonly [pattern: RegExp, step: string])[] = [
  [/\/properties\/([^/.]+)/g, ".$1"],
  [/\/(?:anyOf|oneOf|allOf)\/\d+/g, ""],
  [/\/additionalProperties/g, ".{}"],
  [/\/propertyNames/g, ".{key}"],
  [/\/items/g, "[]"],
];

/**
 * Names the place in our description that a difference is about, such as `AppMessage.reply_to` or `responses/NotFound`;
 * `undefined` for what only one operation says.
 */
export function subjectOf({ origin = "" }: Difference): string | undefined {
  if (!SHARED.test(origin)) return undefined;
  return STEPS.reduce((text, [pattern, step]) => text.replace(pattern, step), origin.replace(SHARED, ""));
}

/** Writes a difference as the fact that it is, wherever it shows; `undefined` for what only one operation says. */
export function factOf(difference: Difference): string | undefined {
  const subject = subjectOf(difference);
  return subject === undefined ? undefined : `${subject} · ${difference.text}`;
}
