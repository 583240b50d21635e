import type { Coverage } from "./coverage-file.ts";

/** How much of what there is was covered, in words, and the names of what was not. */
export interface Tally {
  /** `operations 7/7, statuses 30/30, examples 56/56`. */
  readonly line: string;
  readonly missing: readonly string[];
}

/** Counts what was covered of what there is. A callback counts when each of its examples was covered. */
export function tally(coverable: Coverage, covered: Coverage, parts: readonly (keyof Coverage)[]): Tally {
  const counts = parts.map((part) => {
    const names = new Set(covered[part]);
    const unit = part === "callbacks" ? triggerOf : itself;
    const missing = coverable[part].filter((name) => !names.has(name));
    const all = new Set(coverable[part].map(unit)).size;
    const incomplete = new Set(missing.map(unit)).size;
    return { text: `${part} ${all - incomplete}/${all}`, missing };
  });
  return { line: counts.map(({ text }) => text).join(", "), missing: counts.flatMap(({ missing }) => missing) };
}

const triggerOf = (name: string): string => name.replace(/ .*$/, "");
const itself = (name: string): string => name;
