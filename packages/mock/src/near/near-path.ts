import { editDistance } from "./edit-distance.ts";

/** How many letters may be wrong in a path. */
const MAX_WRONG = 2;

/**
 * Finds the path that somebody may have meant: as many segments, and at most two letters wrong in those that are fixed.
 *
 * @param templates Paths of operations, such as `/v1/projects/{project_id}/messages:send`.
 */
export function nearPath(templates: readonly string[], path: string): string | undefined {
  const segments = path.split("/");
  const near = [...new Set(templates)]
    .map((template) => ({ template, wrong: wrongLetters(template.split("/"), segments) }))
    .filter(({ wrong }) => wrong > 0 && wrong <= MAX_WRONG)
    .sort((a, b) => a.wrong - b.wrong);
  return near[0]?.template;
}

function wrongLetters(template: readonly string[], segments: readonly string[]): number {
  if (template.length !== segments.length) return Number.POSITIVE_INFINITY;
  return template.reduce((sum, one, at) => sum + wrongInSegment(one, segments[at] ?? ""), 0);
}

/** Of a segment such as `{conversation_id}:stop`, only what is after the colon is fixed. */
function wrongInSegment(template: string, segment: string): number {
  const fixed = template.replace(/^\{[^}]*\}/, "");
  if (fixed === template) return isOtherNumber(template, segment) ? 1 : editDistance(template, segment);
  if (fixed === "") return segment === "" ? Number.POSITIVE_INFINITY : 0;
  const at = segment.indexOf(":");
  return at < 1 ? Number.POSITIVE_INFINITY : editDistance(fixed, segment.slice(at));
}

/** Whether one is the plural of the other, as `replies` is of `reply`. */
function isOtherNumber(one: string, other: string): boolean {
  return one !== other && singular(one) === singular(other);
}

function singular(word: string): string {
  return word.replace(/ies$/, "y").replace(/s$/, "");
}
