import type { Place } from "./change.ts";

/** What was found in several operations alike. */
export interface Folded<Found extends Place> {
  readonly first: Found;
  readonly all: readonly Found[];
  /** Every operation and callback that it reaches, each once. */
  readonly operations: readonly string[];
}

/** Puts together what has the same key, in the order in which it was found first. */
export function folded<Found extends Place>(found: readonly Found[], keyOf: (one: Found) => string): Folded<Found>[] {
  return [...Map.groupBy(found, keyOf).values()].flatMap((all): Folded<Found>[] => {
    const [first] = all;
    return first ? [{ first, all, operations: [...new Set(all.flatMap(({ operation }) => operation ?? []))] }] : [];
  });
}

/** Counts operations and callbacks, such as `2 more operations and 1 more callback`; empty for none. */
export function countOf(operations: readonly string[], more = ""): string {
  const callbacks = operations.filter((operation) => operation.startsWith("callback ")).length;
  const counts = [count(operations.length - callbacks, "operation", more), count(callbacks, "callback", more)];
  return counts.filter((text) => text !== "").join(" and ");
}

function count(size: number, word: string, more: string): string {
  return size === 0 ? "" : `${size} ${more}${word}${size > 1 ? "s" : ""}`;
}
