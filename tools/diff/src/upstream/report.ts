import { listed } from "@sinch-fetch/description";
import { countOf, type Folded, folded } from "../walk/fold.ts";
import { type Judged, openOf } from "./accepted.ts";
import { type Difference, factOf, type Kind, lineOf, subjectOf } from "./difference.ts";

/** What a comparison came to. */
export interface Verdict extends Judged {
  readonly api: string;
  /** How the list of accepted differences is called. */
  readonly list: string;
  /** What the vendor changed, and since which description of theirs, where that was asked. */
  readonly since?: { readonly name: string; readonly changes: readonly Difference[] };
}

type Fact = Folded<Difference>;

const KINDS: readonly Kind[] = ["missing-here", "extra-here", "different"];
const WIDTH = 120;
/** More fields of one schema than these are counted. */
const MAX_FIELDS = 4;

const WORDS: readonly (readonly [here: RegExp, since: string])[] = [
  [/\bmissing here\b/g, "added"],
  [/\bextra here\b/g, "removed"],
  [/\bhere only\b/g, "removed"],
  [/\bupstream only\b/g, "added"],
  [/\bhere(?=[,;:]| \(|$)/g, "before"],
  [/\bupstream(?=[,;:]| \(|$)/g, "now"],
];

/**
 * Writes the report for a reader: each fact that is not accepted once, however many operations and statuses show it, with
 * their number. What is missing here comes first. Facts of which the same is to be said share an entry.
 */
export function reportOf(verdict: Verdict): string {
  const { api, judged, stale, list } = verdict;
  const open = openOf(verdict);
  const facts = factsOf(open);
  const lines = linesOf(facts);
  const old = stale.map(({ difference }) => `${list}: fits no difference: ${difference}`);
  const places = open.length === facts.length ? "" : ` in ${open.length} places`;
  const counts = `${api}: ${facts.length} to look at${places}, ${judged.length - open.length} accepted`;
  return [sinceLines(verdict), lines, old, [counts]]
    .filter((part) => part.length > 0)
    .map((part) => part.map((line) => `${line}\n`).join(""))
    .join("\n");
}

function sinceLines({ since }: Verdict): string[] {
  if (since === undefined) return [];
  if (since.changes.length === 0) return [`the vendor changed nothing since ${since.name}`];
  return [`the vendor changed since ${since.name}:`, ...linesOf(factsOf(since.changes)).map(inTime)];
}

function factsOf(differences: readonly Difference[]): Fact[] {
  return folded(differences, factOf);
}

function linesOf(facts: readonly Fact[]): string[] {
  return KINDS.flatMap((kind) => entriesOf(facts.filter(({ first }) => first.kind === kind)));
}

/** Puts together the facts about one place, then the places of which the same is to be said. */
function entriesOf(facts: readonly Fact[]): string[] {
  const bySubject = Map.groupBy(facts, ({ first }) => subjectOf(first) ?? lineOf({ ...first, text: "" }));
  const byTexts = Map.groupBy(bySubject.values(), (about) => textsOf(about.map(({ first }) => first.text)));
  return [...byTexts].flatMap(([texts, abouts]) => {
    const all = abouts.flat();
    const differences = all.flatMap((fact) => fact.all);
    const [only] = differences;
    if (only && differences.length === 1) return [lineOf(only)];
    const operations = [...new Set(all.flatMap((fact) => fact.operations))];
    const count = operations.length > 1 ? ` (in ${countOf(operations)})` : "";
    const subjects = subjectsOf(abouts.flatMap(([fact]) => fact ?? []));
    const line = `${subjects.join(", ")} · ${texts}${count}`;
    return line.length <= WIDTH || subjects.length === 1 ? [line] : [`${texts}${count}:`, ...wrapped(subjects)];
  });
}

/** Writes several texts as one, the values of an enum that only one side has together. */
function textsOf(texts: readonly string[]): string {
  const bySide = Map.groupBy(texts, (text) => /^enum: \S+ ((?:here|upstream) only)$/.exec(text)?.[1] ?? text);
  return [...bySide]
    .map(([side, all]) =>
      all.length === 1 ? all.join() : `enum: ${listed(all.map((text) => text.split(" ")[1] ?? ""))} ${side}`,
    )
    .join("; ");
}

/** Names the places of facts, many fields of one schema by their number. */
function subjectsOf(facts: readonly Fact[]): string[] {
  const bySchema = Map.groupBy(facts, ({ first }) => subjectOf(first)?.replace(/(?!^)\.[^.]*$/, "") ?? lineOf(first));
  return [...bySchema].flatMap(([schema, fields]) => {
    if (fields.length > MAX_FIELDS) return [`${schema} (${fields.length} fields)`];
    const names = fields.map(
      ({ first }) => subjectOf(first) ?? [first.operation, first.path].filter(Boolean).join(" · "),
    );
    // The schema is named once.
    return names.map((name, index) => (index === 0 ? name : name.slice(schema.length)));
  });
}

function wrapped(words: readonly string[]): string[] {
  const lines: string[] = [];
  for (const [index, word] of words.entries()) {
    const next = index === words.length - 1 ? word : `${word},`;
    const line = lines.pop();
    if (line === undefined) lines.push(`  ${next}`);
    else if (line.length + next.length + 1 > WIDTH) lines.push(line, `  ${next}`);
    else lines.push(`${line} ${next}`);
  }
  return lines;
}

/** Says of a line that compares two sides what became of the earlier one. */
function inTime(line: string): string {
  return WORDS.reduce((text, [here, since]) => text.replace(here, since), line);
}

/** Writes the same for programs, place by place. Stale entries are named by their pattern. */
export function jsonOf({ api, judged, stale, since }: Verdict): string {
  const all = {
    api,
    differences: judged.map(({ operation, path, kind, text, accepted }) => ({ operation, path, kind, text, accepted })),
    stale: stale.map(({ difference }) => difference),
    since: since?.changes.map(({ operation, path, text }) => ({ operation, path, text: inTime(text) })),
  };
  return `${JSON.stringify(all, null, 2)}\n`;
}
