import type { Document } from "@sinch-fetch/description";
import { compareDescriptions } from "./compare.ts";
import type { Difference } from "./difference.ts";

/** What the vendor changed, and since which description of theirs. */
export interface Since {
  /** How the earlier description is called. */
  readonly name: string;
  readonly changes: readonly Difference[];
}

const WORDS: readonly (readonly [here: RegExp, since: string])[] = [
  [/\bmissing here\b/g, "added"],
  [/\bextra here\b/g, "removed"],
  [/\bhere only\b/g, "removed"],
  [/\bupstream only\b/g, "added"],
  [/\bhere(?=[,;:]| \(|$)/g, "before"],
  [/\bupstream(?=[,;:]| \(|$)/g, "now"],
];

/** Finds what changed from one description of the vendor's to a later one. */
export function changesSince(name: string, earlier: Document, now: Document): Since {
  return { name, changes: compareDescriptions(earlier, now) };
}

/** Says of a line that compares two sides what became of the earlier one. */
export function inTime(line: string): string {
  return WORDS.reduce((text, [here, since]) => text.replace(here, since), line);
}
