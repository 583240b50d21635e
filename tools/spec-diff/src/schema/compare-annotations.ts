import { isDeepStrictEqual } from "node:util";
import type { Annotations } from "./annotations.ts";
import type { Finding } from "./finding.ts";

/** How what a schema says beside its rules differs. */
export function compareAnnotations(before: Annotations, after: Annotations, at: Finding["at"]): Finding[] {
  const keywords = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keywords].flatMap((keyword) => {
    const [was, is] = [before[keyword], after[keyword]];
    return isDeepStrictEqual(was, is) ? [] : [{ ...changeOf(keyword, was, is), at }];
  });
}

function changeOf(keyword: string, was: unknown, is: unknown): Omit<Finding, "at"> {
  if (keyword === "deprecated") {
    return is ? { rule: "deprecated", text: "deprecated" } : { rule: "restored", text: "no longer deprecated" };
  }
  if (keyword === "default" && was !== undefined && is !== undefined) {
    return { rule: "defaultChanged", text: `default ${shown(was)} is now ${shown(is)}` };
  }
  const rule = keyword === "default" ? "defaultDocumented" : "documented";
  const value = keyword === "default" ? ` ${shown(was ?? is)}` : "";
  return { rule, text: `${keyword}${value} ${was === undefined ? "added" : is === undefined ? "removed" : "changed"}` };
}

function shown(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
