import { readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { REPOSITORY } from "@sinch-fetch/workspace";
import { outsideFences, type Section, sectionsOf, shiftHeadings } from "./sections.ts";

/** A Markdown file of the repository, and the page that it becomes. */
export interface Document {
  /** From the repository's folder. */
  readonly path: string;
  readonly address: string;
}

/** Where names lead that stand in code, such as `messages.send`. */
export type NamePlaces = ReadonlyMap<string, string>;

const SOURCE = "https://github.com/sinch-fetch/sinch-fetch/tree/main";
/** A line of the guide that takes in a section: a link to it where the page is read on GitHub. */
const INCLUDING_LINK = /^\[[^\]]*\]\((\S+)#(\S+)\) <!-- include -->$/gm;
const INCLUDE = /^<!-- include: (\S+)#(\S+) -->$/gm;

/**
 * Turns the documents of the repository into texts of the site, in which each text stands once: where a page of the guide
 * includes a section of a README, the page of the README leads to it.
 */
export function siteTexts(documents: readonly Document[], names: NamePlaces): Map<string, string> {
  const texts = documents.map((one) => ({ ...one, text: readDocument(one.path) }));
  const moved = movedSections(texts);
  const linked = (text: string, from: string): string =>
    outsideFences(text, (part) =>
      part.replaceAll(/\]\(([^)\s]+)\)/g, (_, target: string) => `](${leadOf(target, from, documents, moved)})`),
    );
  return new Map(
    texts.map(({ path, address, text }) => {
      const whole = linked(leaveOutMoved(path, text, moved), path);
      const included = whole.replaceAll(INCLUDE, (_, file: string, anchor: string, offset: number) => {
        const level = sectionsOf(whole.slice(0, offset)).at(-1)?.level ?? 1;
        const { source, section, below } = includedSection(path, file, anchor);
        return linked(shiftHeadings(below.trim(), level - section.level), source);
      });
      return [address, nameLinks(asShown(included, path), names, address)] as const;
    }),
  );
}

/** Reads a document, with a mark in place of each link that takes in a section, so that it is not rewritten as a link. */
function readDocument(path: string): string {
  const text = readFileSync(join(REPOSITORY, path), "utf8");
  return text.replaceAll(INCLUDING_LINK, "<!-- include: $1#$2 -->");
}

interface Moved {
  readonly address: string;
  readonly title: string;
}

/** The sections that a page includes, by `path#anchor`, with the page. */
function movedSections(documents: readonly (Document & { text: string })[]): Map<string, Moved> {
  const moved = new Map<string, Moved>();
  for (const { path, address, text } of documents) {
    const [title = ""] = text.match(/(?<=^# ).*$/m) ?? [];
    for (const { index, 1: file = "", 2: anchor = "" } of text.matchAll(INCLUDE)) {
      const { source, below } = includedSection(path, file, anchor);
      const heading = sectionsOf(text.slice(0, index)).at(-1);
      const mark = heading && heading.level > 1 ? `#${heading.anchor}` : "";
      moved.set(`${source}#${anchor}`, { address: address + mark, title });
      for (const inner of sectionsOf(below)) {
        moved.set(`${source}#${inner.anchor}`, { address: `${address}#${inner.anchor}`, title });
      }
    }
  }
  return moved;
}

/** Puts a link in place of each section that is included elsewhere, and a list in place of several. */
function leaveOutMoved(path: string, markdown: string, moved: ReadonlyMap<string, Moved>): string {
  const homeOf = ({ anchor }: Section): Moved | undefined => moved.get(`${path}#${anchor}`);
  const sections = sectionsOf(markdown);
  const isWithin = ({ start, end }: Section): boolean =>
    sections.some((outer) => outer.start < start && outer.end >= end && homeOf(outer));
  let text = markdown;
  for (const group of adjacent(sections.filter((section) => homeOf(section) && !isWithin(section))).toReversed()) {
    const [first, last] = [group[0], group.at(-1)];
    const home = first && homeOf(first);
    if (!home || !last) continue;
    const rest = text.slice(last.end);
    if (first === last) {
      text = `${text.slice(0, first.textStart)}\n[${home.title}](${home.address}), in the guide.\n\n${rest}`;
      continue;
    }
    const items = group.map((one) => `- <a id="${one.anchor}"></a>[${one.title}](${homeOf(one)?.address})\n`);
    text = `${text.slice(0, first.start)}${"#".repeat(first.level)} In the guide\n\n${items.join("")}\n${rest}`;
  }
  return text;
}

/** Puts sections of one level together that follow one another. */
function adjacent(sections: readonly Section[]): Section[][] {
  const groups: Section[][] = [];
  for (const section of sections) {
    const before = groups.at(-1);
    const last = before?.at(-1);
    if (before && last?.end === section.start && last.level === section.level) before.push(section);
    else groups.push([section]);
  }
  return groups;
}

/** A section that a document includes, with its file and the text below its heading. */
function includedSection(by: string, file: string, anchor: string) {
  const source = posix.join(dirname(by), file);
  const markdown = readFileSync(join(REPOSITORY, source), "utf8");
  const section = sectionsOf(markdown).find((one) => one.anchor === anchor);
  if (section === undefined) throw new Error(`${by}: ${source} has no section #${anchor}`);
  return { source, section, below: markdown.slice(section.textStart, section.end) };
}

/** Where a link of a document leads in the site, or to the source where the site does not have it. */
function leadOf(
  target: string,
  from: string,
  documents: readonly Document[],
  moved: ReadonlyMap<string, Moved>,
): string {
  if (/^(https?:|mailto:|\/)/.test(target)) return target;
  const [file = "", anchor] = target.split("#");
  const path = file === "" ? from : posix.join(dirname(from), file).replace(/\/$/, "");
  const found = documents.find((one) => one.path === path || one.path === `${path}/README.md`);
  const home = anchor === undefined ? undefined : moved.get(`${found?.path ?? path}#${anchor}`);
  if (home) return home.address;
  const mark = anchor === undefined ? "" : `#${anchor}`;
  return found ? found.address + mark : `${SOURCE}/${path}${mark}`;
}

/** A text without what only GitHub shows: its pictures, the diagrams that it draws, and the files that blocks show. */
function asShown(markdown: string, path: string): string {
  const pictures = /!(\[[^\]]*\]\(https:\/\/github\.com\/[^)]*\))/g;
  return outsideFences(markdown, (text) => text.replaceAll(pictures, "$1"))
    .replaceAll(/^```mermaid\n[\s\S]*?^```$/gm, `[A diagram of it](${SOURCE}/${path}), on GitHub.`)
    .replaceAll(/^( *```\w+) file=\S+$/gm, "$1");
}

/** Links each name in code to its page, outside of headings and of links. */
function nameLinks(markdown: string, names: NamePlaces, own: string): string {
  return outsideFences(markdown, (text) =>
    text.replaceAll(/^#.*$|\[[^\]]*\]\([^)]*\)|`([\w.]+)(?:\(\))?`/gm, (all, name: string | undefined) => {
      const address = name === undefined ? undefined : names.get(name);
      return address === undefined || address.split("#")[0] === own ? all : `[${all}](${address})`;
    }),
  );
}
