import { isWord, shown } from "@sinch-fetch/description";
import { different, type Finding, onlyOn, type Pair } from "./finding.ts";
import { LIMIT_KEYWORDS } from "./limits.ts";

/** Limits that are told without their value: a pattern is the vendor's own text. */
const UNTOLD = new Set(["pattern", "uniqueItems"]);
/** A default that is not printed, since it may be a sentence of the vendor's. */
const LONGER = Symbol("longer");

/**
 * How formats and limits differ. Limits hold for what a caller writes: in answers, which stay open here, they are not
 * compared.
 */
export function compareLimits({ ours, theirs, side }: Pair): Finding[] {
  return LIMIT_KEYWORDS.filter((keyword) => keyword === "format" || side === "request").flatMap((keyword) => {
    const [here, upstream] = [ours.limits.get(keyword), theirs.limits.get(keyword)];
    if (here === upstream) return [];
    if (!UNTOLD.has(keyword)) return [told(keyword, here, upstream)];
    const isBoth = here !== undefined && upstream !== undefined;
    return [different(`${keyword}: ${isBoth ? "another one upstream" : onlyOn(here !== undefined)}`)];
  });
}

/** How defaults differ. */
export function compareDefaults({ ours, theirs, side }: Pair): Finding[] {
  if (side === "answer" || ours.default === theirs.default) return [];
  const [here, upstream] = [ours.default, theirs.default].map((json) => {
    const value: unknown = json === undefined ? undefined : JSON.parse(json);
    return value === undefined || isWord(value) ? value : LONGER;
  });
  return [told("default", here, upstream)];
}

/** Whether one of the two marks something as deprecated. */
export function compareDeprecated({ ours, theirs }: Pair): Finding[] {
  return ours.deprecated === theirs.deprecated ? [] : [different(`deprecated: ${onlyOn(ours.deprecated)}`)];
}

function told(name: string, here: unknown, upstream: unknown): Finding {
  if (here === undefined) return different(`${name}: ${wordOf(upstream)} ${onlyOn(false)}`);
  if (upstream === undefined) return different(`${name}: ${wordOf(here)} ${onlyOn(true)}`);
  return different(`${name}: ${wordOf(here)} here, ${wordOf(upstream)} upstream`);
}

function wordOf(value: unknown): string {
  return value === LONGER ? "a longer value" : shown(value);
}
