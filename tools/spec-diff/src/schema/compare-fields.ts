import type { Schema } from "@sinch-fetch/description";
import { type Finding, type Inner, type Pair, sayer } from "./finding.ts";

const ANY: Schema = {};

/** How the fields of an object differ, and the fields that both have. */
export function compareFields(pair: Pair): { found: Finding[]; inner: Inner[] } {
  const { before, after } = pair;
  const names = new Set([...before.fields.keys(), ...after.fields.keys(), ...before.required, ...after.required]);
  const found: Finding[] = [];
  const inner: Inner[] = [];
  for (const name of names) {
    const segment = `.${name}`;
    const field = (rule: Finding["rule"], text: string, says: (part: Schema) => boolean): void => {
      found.push({ rule, text, segment, at: sayer(pair, says) });
    };
    const declares = ({ properties }: Schema): boolean => properties?.[name] !== undefined;
    const requires = ({ required }: Schema): boolean => required?.includes(name) ?? false;
    const [was, is] = [before, after].map(
      ({ fields, required }) => fields.get(name) ?? (required.has(name) ? ANY : undefined),
    );
    const [wasRequired, isRequired] = [before.required.has(name), after.required.has(name)];
    if (!is) field("fieldRemoved", "field removed", declares);
    else if (!was && isRequired) field("requiredFieldAdded", "required field added", declares);
    else if (!was) field("fieldAdded", "optional field added", declares);
    else {
      if (!wasRequired && isRequired) field("fieldRequired", "is required now", requires);
      if (wasRequired && !isRequired) field("fieldOptional", "is optional now", requires);
      inner.push({ segment, before: was, after: is });
    }
  }
  return { found, inner };
}

/** How the keys beside the fields differ. */
export function compareOthers(pair: Pair): { found: Finding[]; inner: Inner[] } {
  const { before, after } = pair;
  const found: Finding[] = [];
  const inner: Inner[] = [];
  const at = sayer(pair, (part) => (part.additionalProperties ?? part.unevaluatedProperties) !== undefined);
  if (before.others && after.others) inner.push({ segment: ".*", before: before.others, after: after.others });
  else if (before.others) {
    const text = after.closed ? "free keys are no longer part of it" : "values of free keys are no longer described";
    found.push({ rule: after.closed ? "replaced" : "wider", at, text });
  } else if (after.others) {
    const text = before.closed ? "takes free keys now" : "values of free keys are described now";
    found.push({ rule: before.closed ? "fieldAdded" : "narrower", at, text });
  } else if (before.closed !== after.closed) {
    const text = after.closed ? "refuses other fields now" : "takes other fields now";
    found.push({ rule: after.closed ? "tightened" : "relaxed", at, text });
  }
  const limits = sayer(pair, (part) => part.propertyNames !== undefined);
  if (before.keys && after.keys) inner.push({ segment: ".{key}", before: before.keys, after: after.keys });
  else if (before.keys) found.push({ rule: "wider", at: limits, text: "keys are no longer limited" });
  else if (after.keys) found.push({ rule: "narrower", at: limits, text: "keys are limited now" });
  return { found, inner };
}
