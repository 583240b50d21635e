/** A documentation comment of the given paragraphs and tags, wrapped, at an indent of spaces. */
export function docComment(parts: readonly (string | undefined)[], indent = 0): string {
  const pad = " ".repeat(indent);
  const lines = wrapped(parts, 116 - indent).map((line) => line.replaceAll("*/", "*\\/"));
  if (lines.length === 1) return `${pad}/** ${lines[0]} */\n`;
  return `${pad}/**\n${lines.map((line) => `${pad} *${line && ` ${line}`}\n`).join("")}${pad} */\n`;
}

/** The lines of the given paragraphs, an empty one between two of them. */
export function wrapped(parts: readonly (string | undefined)[], width: number): string[] {
  return parts.flatMap((part) => (part === undefined ? [] : [...paragraph(part, width), ""])).slice(0, -1);
}

function paragraph(text: string, width: number): string[] {
  return text
    .trim()
    .split("\n")
    .flatMap((line) => wrap(line.trimEnd(), width));
}

function wrap(line: string, width: number): string[] {
  const lines: string[] = [];
  const hanging = /^(@|- )/.test(line) ? "  " : "";
  let rest = line;
  while (rest.length > width) {
    let at = rest.lastIndexOf(" ", width);
    // A word such as @type would be read as a tag at the start of a line.
    while (at > 0 && rest[at + 1] === "@") at = rest.lastIndexOf(" ", at - 1);
    // A tag is not left alone on its line for the sake of a long address.
    if (at <= hanging.length || /^@\w+$/.test(rest.slice(0, at))) break;
    lines.push(rest.slice(0, at));
    rest = hanging + rest.slice(at + 1);
  }
  return [...lines, rest];
}
