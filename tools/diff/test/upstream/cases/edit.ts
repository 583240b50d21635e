import { isNode } from "@sinch-fetch/description";

/** A value put somewhere in a document, or `undefined` to remove what is there; keys are joined by ` > `. */
export type Edit = readonly [at: string, value: unknown];

/** A copy of a document with an edit. What leads to the place must be there. */
export function edited(document: unknown, [at, value]: Edit): unknown {
  const copy: unknown = structuredClone(document);
  const keys = at.split(" > ");
  const last = keys.pop() ?? "";
  let target = copy;
  for (const key of keys) target = member(target, key, at);
  if (Array.isArray(target)) {
    if (value === undefined) target.splice(Number(last), 1);
    else target[Number(last)] = value;
    return copy;
  }
  if (!isNode(target)) throw new Error(`${at} leads nowhere`);
  if (value === undefined && !(last in target)) throw new Error(`${at} is not there`);
  if (value === undefined) Reflect.deleteProperty(target, last);
  else Object.assign(target, { [last]: value });
  return copy;
}

function member(value: unknown, key: string, at: string): unknown {
  if (Array.isArray(value)) return value[Number(key)];
  if (!isNode(value) || !(key in value)) throw new Error(`${at} leads nowhere, at ${key}`);
  return value[key];
}
