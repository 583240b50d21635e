import { compareTexts, isWord, type Kinds, listed, shown } from "@sinch-fetch/description";
import type { KeyChoice, SchemaDetail, Side, Values } from "../walk/change.ts";
import { namesOf } from "../walk/compare-fields.ts";
import { sideBySide } from "../walk/side-by-side.ts";
import { type Found, onlyOn, presence } from "./difference.ts";

/** More values are counted. */
const MAX_LISTED = 10;
/** Limits that are reported without their value: a pattern is the vendor's own text. */
const WITHOUT_VALUE = new Set(["pattern", "uniqueItems"]);

type Named = Extract<SchemaDetail, { readonly name: string; readonly before: unknown }>;

/**
 * Says how a schema of the vendor's (before) differs from ours (after).
 *
 * Limits, defaults and choices hold for what a caller writes: responses stay open here, so there they are not differences.
 *
 * @param before31 Whether the vendor's description is of a version that cannot limit the keys of a map.
 */
export function judgeSchemaDetail(detail: SchemaDetail, side: Side, before31: boolean): Found[] {
  const isRequest = side === "request";
  switch (detail.what) {
    case "types":
      return [different(`type: ${namesOf(detail.after)} here, ${namesOf(detail.before)} upstream`)];
    case "null":
      return [different(`null: ${onlyOn(detail.after === true)}`)];
    case "values":
      return judgeValues(detail.before, detail.after, isRequest);
    case "field": {
      const { before, after } = detail;
      const { required = false, type = "any" } = after ?? before ?? {};
      const { kind, text } = presence(after !== undefined);
      return [{ kind, text: `${text}: ${required ? `required ${type}` : type}` }];
    }
    case "required field":
      return [different(requiredText(detail.after))];
    case "free keys": {
      const { before, after } = detail;
      return before.described === after.described ? [] : [different(`free keys: ${onlyOn(after.described)}`)];
    }
    case "keys":
      return isRequest && !before31 ? [different(`limited ${onlyOn(detail.after)}`)] : [];
    case "kinds":
      return isRequest ? kindTexts(detail.before, detail.after).map(different) : [];
    case "variant":
      return [presence(detail.after)];
    case "limit":
      return isRequest || detail.name === "format" ? [judgeLimit(detail)] : [];
    case "annotation":
      if (detail.name === "deprecated") return [different(`deprecated: ${onlyOn(detail.after === true)}`)];
      return isRequest && detail.name === "default" ? [valueText(detail, wordOf)] : [];
    case "items": {
      const [here, upstream] = [namesOf(detail.after), namesOf(detail.before)];
      return here === upstream ? [] : [different(`type: ${here} here, ${upstream} upstream`)];
    }
    case "choice":
    case "alternative":
    case "keyword":
      return [];
  }
}

/** Says which of the two requires something that both have. */
export function requiredText(ours: boolean): string {
  return ours ? "required here, optional upstream" : "optional here, required upstream";
}

export function different(text: string): Found {
  return { kind: "different", text };
}

/** Each value that only one of the two lists is a difference by itself, so that accepting one accepts no later one. */
function judgeValues(theirs: Values | undefined, ours: Values | undefined, isRequest: boolean): Found[] {
  if (!ours) return theirs ? [different(`enum: ${enumeration(theirs.list)} upstream, any value here`)] : [];
  if (!theirs) return [different(`enum: ${enumeration(ours.list)} here, any value upstream`)];
  const [here, upstream] = [new Set(ours.list), new Set(theirs.list)];
  const found = [...new Set([...here, ...upstream])]
    .filter((value) => !here.has(value) || !upstream.has(value))
    .map((value) => different(`enum: ${plain(value)} ${onlyOn(here.has(value))}`));
  // Responses stay open here, whatever is published.
  if (isRequest && ours.open !== theirs.open) found.push(different(`values beside the enum: ${onlyOn(ours.open)}`));
  return found;
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

/** Says how the choices between keys differ, among the keys that both know. */
function kindTexts(theirs: KeyChoice, ours: KeyChoice): string[] {
  const all = sideBySide(choicesOf(ours, theirs), choicesOf(theirs, ours));
  return all
    .sort(([one], [other]) => compareTexts(one, other))
    .flatMap(([name, here, upstream]) => {
      if (!here || !upstream) return [`${here ?? upstream} one of ${name}: ${onlyOn(here !== undefined)}`];
      return here === upstream ? [] : [`one of ${name}: ${here} here, ${upstream} upstream`];
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

function judgeLimit(detail: Named): Found {
  const { name, before, after } = detail;
  if (!WITHOUT_VALUE.has(name)) return valueText(detail, shown);
  const isBoth = before !== undefined && after !== undefined;
  return different(`${name}: ${isBoth ? "another one upstream" : onlyOn(after !== undefined)}`);
}

/** A default that is not a word is not printed, since it may be a sentence of the vendor's. */
function wordOf(value: unknown): string {
  return isWord(value) ? shown(value) : "a longer value";
}

function valueText({ name, before, after }: Named, wordOf: (value: unknown) => string): Found {
  if (after === undefined) return different(`${name}: ${wordOf(before)} ${onlyOn(false)}`);
  if (before === undefined) return different(`${name}: ${wordOf(after)} ${onlyOn(true)}`);
  return different(`${name}: ${wordOf(after)} here, ${wordOf(before)} upstream`);
}
