/** A block of code. */
const FENCE = /(^ *```[^\n]*\n[\s\S]*?^ *```$)/gm;

/** A heading of a Markdown text with all that stands below it. */
export interface Section {
  /** How many `#` its heading has. */
  readonly level: number;
  readonly title: string;
  readonly anchor: string;
  /** Where its heading begins, where its text begins, and where it ends, in the whole text. */
  readonly start: number;
  readonly textStart: number;
  readonly end: number;
}

/** Finds the sections of a Markdown text, those within others too. */
export function sectionsOf(markdown: string): Section[] {
  const hidden = markdown.replaceAll(FENCE, (block) => block.replaceAll("#", "-"));
  const headings = [...hidden.matchAll(/^(#+) (.*)\n?/gm)];
  return headings.map((match, index) => {
    const [line = "", marks = "", title = ""] = match;
    const next = headings.slice(index + 1).find(([, others = ""]) => others.length <= marks.length);
    return {
      level: marks.length,
      title,
      anchor: anchorOf(title),
      start: match.index,
      textStart: match.index + line.length,
      end: next?.index ?? markdown.length,
    };
  });
}

/** Changes a Markdown text, but not its blocks of code. */
export function outsideFences(markdown: string, change: (text: string) => string): string {
  return markdown
    .split(FENCE)
    .map((part, index) => (index % 2 === 0 ? change(part) : part))
    .join("");
}

/** Moves all headings of a text up or down. */
export function shiftHeadings(markdown: string, by: number): string {
  return outsideFences(markdown, (text) =>
    text.replaceAll(/^#+(?= )/gm, (marks) => "#".repeat(Math.max(1, marks.length + by))),
  );
}

/** The anchor that GitHub gives a heading, and the site too. */
export function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replaceAll(/\s+/g, "-");
}
