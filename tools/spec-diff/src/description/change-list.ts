import type { JudgedChange } from "../change.ts";
import { type DescriptionRuleName, judgeDescription, judgeSchema, type Side } from "../rules.ts";
import type { Located } from "../schema/walk.ts";
import type { Origins } from "./origins.ts";

/** Where a change is, in words. */
export interface Place {
  readonly operation?: string;
  readonly path: string;
}

/** The changes found so far. What follows from one edit is one change, however many operations it reaches. */
export interface ChangeList {
  /**
   * @param at The object that says it, if other operations may refer to it too.
   * @param broken Whom it breaks, if it does.
   */
  add(rule: DescriptionRuleName, place: Place, text: string, at?: object, broken?: string): void;
  /** A change of a schema, on one side of an operation. */
  addSchema(change: Located, side: Side, place: Place): void;
  list(): JudgedChange[];
}

export function changeList(before: Origins, after: Origins): ChangeList {
  const changes = new Map<string, JudgedChange & { operations: string[] }>();

  const put = (key: string, { operation, path }: Place, change: Omit<JudgedChange, "path" | "operations">): void => {
    const known = changes.get(key);
    if (!known) {
      const place = operation === undefined ? { path } : { operation, path };
      changes.set(key, { ...change, ...place, operations: operation === undefined ? [] : [operation] });
    } else if (operation !== undefined && !known.operations.includes(operation)) known.operations.push(operation);
  };
  const originOf = (at: object | undefined): string | undefined => at && (after.get(at) ?? before.get(at));

  return {
    add(rule, place, text, at, broken) {
      const origin = originOf(at) ?? [place.operation, place.path].join(" ");
      put([rule, origin, text].join("\n"), place, { rule, origin, ...judgeDescription(rule, text, broken) });
    },
    addSchema({ rule, text, at, segment = "", path: fields }, side, place) {
      const field = fields.replace(/^\./, "");
      const path = [place.path, ...(field === "" ? [] : [field])].join(" · ");
      const origin = `${originOf(at) ?? [place.operation, path].join(" ")}${segment}`;
      // A text is the same text on both sides.
      const key = rule === "documented" ? [origin, text] : [rule, origin, text, side];
      put(key.join("\n"), { ...place, path }, { rule, origin, ...judgeSchema(rule, side, text) });
    },
    list: () => [...changes.values()].map(withCount),
  };
}

/** Says how many more operations and callbacks a change reaches. */
function withCount(change: JudgedChange): JudgedChange {
  const others = change.operations.slice(1);
  if (others.length === 0) return change;
  const callbacks = others.filter((operation) => operation.startsWith("callback ")).length;
  const counts = [count(others.length - callbacks, "operation"), count(callbacks, "callback")];
  return { ...change, text: `${change.text} (and in ${counts.filter((text) => text !== "").join(" and ")})` };
}

function count(size: number, word: string): string {
  return size === 0 ? "" : `${size} more ${word}${size > 1 ? "s" : ""}`;
}
