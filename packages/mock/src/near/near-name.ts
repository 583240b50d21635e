import { editDistance } from "./edit-distance.ts";

/** A beginning as short as this may be that of anything. */
const SHORTEST_BEGINNING = 3;

/**
 * Finds the name that somebody may have meant: with a few letters wrong, one in four at most, in another case, with or without
 * underscores and hyphens, or cut short, as `app` for `app_id`.
 */
export function nearName(word: string, known: readonly string[]): string | undefined {
  const meant = bare(word);
  const most = Math.max(1, Math.min(3, Math.floor(meant.length / 4)));
  const ranked = known
    .map((name) => ({ name, wrong: isBeginning(meant, bare(name)) ? 1 : editDistance(meant, bare(name)) }))
    .filter(({ name, wrong }) => wrong <= most && wrong < bare(name).length)
    .sort((one, other) => one.wrong - other.wrong);
  return ranked[0]?.name;
}

function isBeginning(short: string, long: string): boolean {
  return short.length >= SHORTEST_BEGINNING && long.length > short.length && long.startsWith(short);
}

function bare(name: string): string {
  return name.toLowerCase().replace(/[_-]/g, "");
}
