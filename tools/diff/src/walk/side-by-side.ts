import { isDeepStrictEqual } from "node:util";
import type { Node } from "@sinch-fetch/description";

/** Lists the keys of two maps, each with what it has before and after. */
export function sideBySide<Key, Value>(
  before: ReadonlyMap<Key, Value>,
  after: ReadonlyMap<Key, Value>,
): [key: Key, before: Value | undefined, after: Value | undefined][] {
  return [...new Set([...before.keys(), ...after.keys()])].map((key) => [key, before.get(key), after.get(key)]);
}

/** Lists the members in which two objects differ, each as it is before and after. */
export function differing(before: Node, after: Node): [name: string, before: unknown, after: unknown][] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names
    .map((name): [string, unknown, unknown] => [name, before[name], after[name]])
    .filter(([, was, is]) => !isDeepStrictEqual(was, is));
}
