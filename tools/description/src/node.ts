/** A map of a parsed document. Nothing is known of its members: the vendor's file is read as it comes. */
export type Node = Readonly<Record<string, unknown>>;

/** What stands where no map is: always the same object, so that it can be recognised. */
export const NOTHING_SAID: Node = Object.freeze({});

/** The members of a map; none for any other value. */
export function membersOf(value: unknown): Node {
  return isNode(value) ? value : NOTHING_SAID;
}

/** The entries of a map that are maps themselves, in the order of their keys. */
export function nodesIn(value: unknown): [string, Node][] {
  return Object.entries(membersOf(value))
    .flatMap(([key, member]): [string, Node][] => (isNode(member) ? [[key, member]] : []))
    .sort(([a], [b]) => compareTexts(a, b));
}

/** The members of a list; none for any other value. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The texts in a list, or a single one. */
export function textsOf(value: unknown): string[] {
  return [value].flat().filter((member) => typeof member === "string");
}

export function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An order that is the same on every machine. */
export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
