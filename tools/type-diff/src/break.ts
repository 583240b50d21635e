/** What a package gives its users, such as an answer, or takes from them, such as a request. */
export type Side = "given" | "taken";

/** A change by which a program that compiled no longer does. */
export interface Break {
  /** What tells it from other breaks: many ways may lead to one. */
  readonly cause: object;
  /** The way there, such as `createClient().messages.send(body).ttl`. */
  readonly at: string;
  /** What has changed, to be read after the way: `is gone`. */
  readonly text: string;
}

/** A break at the start of a way. */
export function breakOf(text: string): readonly Break[] {
  return [{ cause: {}, at: "", text }];
}

/** The same breaks, seen from a step further up the way. */
export function below(step: string, breaks: readonly Break[]): readonly Break[] {
  return breaks.map(({ cause, at, text }) => ({ cause, at: step + at, text }));
}

/** The same breaks, of which those that are here have a cause that is met again wherever this place is. */
export function causedBy(cause: object, breaks: readonly Break[]): readonly Break[] {
  return breaks.map((found) => (found.at === "" ? { ...found, cause } : found));
}

/** Each break once, at the first way that leads to it. */
export function distinct(breaks: readonly Break[]): readonly Break[] {
  const causes = new Set<object>();
  return breaks.filter(({ cause }) => !causes.has(cause) && causes.add(cause));
}

/** Of ways to see a change, the one that it breaks least; of several, the one whose breaks are deepest down. */
export function mildest(ways: readonly (readonly Break[])[]): readonly Break[] | undefined {
  const depth = (breaks: readonly Break[]) => Math.max(0, ...breaks.map(({ at }) => at.length));
  return ways.toSorted((a, b) => a.length - b.length || depth(b) - depth(a))[0];
}

/** The side of what is passed to a function that is itself on a side. */
export function opposite(side: Side): Side {
  return side === "given" ? "taken" : "given";
}
