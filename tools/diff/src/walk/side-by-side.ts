import { isDeepStrictEqual } from "node:util";
import type { Node } from "@sinch-fetch/description";

/** What is there before, after or both. */
export type Either<Value> =
  | [before: Value, after: Value]
  | [before: Value, after: undefined]
  | [before: undefined, after: Value];

/** Lists the keys of two maps, each with what it has before and after. */
export function sideBySide<Key, Value>(
  before: ReadonlyMap<Key, Value>,
  after: ReadonlyMap<Key, Value>,
): [key: Key, ...Either<Value>][] {
  const keys = [...new Set([...before.keys(), ...after.keys()])];
  return keys.map((key) => [key, before.get(key), after.get(key)] as [Key, ...Either<Value>]);
}

/** Lists the members in which two objects differ, each as it is before and after. */
export function differing(before: Node, after: Node): [name: string, before: unknown, after: unknown][] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names
    .map((name): [string, unknown, unknown] => [name, before[name], after[name]])
    .filter(([, was, is]) => !isDeepStrictEqual(was, is));
}

/** Says whether something is there before and after. */
export function presenceOf(before: unknown, after: unknown): { before: boolean; after: boolean } {
  return { before: before !== undefined, after: after !== undefined };
}
