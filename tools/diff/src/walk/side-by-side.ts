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

/** Lists the members in which two objects differ, but for some, each as it is before and after. */
export function differing(
  before: Node,
  after: Node,
  except: ReadonlySet<string> = new Set(),
): [name: string, before: unknown, after: unknown][] {
  return Object.keys({ ...before, ...after })
    .filter((name) => !except.has(name) && !isDeepStrictEqual(before[name], after[name]))
    .map((name) => [name, before[name], after[name]]);
}

/** Says whether something is there before and after. */
export function presenceOf(before: unknown, after: unknown): { before: boolean; after: boolean } {
  return { before: before !== undefined, after: after !== undefined };
}
