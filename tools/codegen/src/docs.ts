/** A documentation comment of the given paragraphs and tags, wrapped, at an indent of spaces. */
export function docComment(parts: readonly (string | undefined)[], indent = 0): string {
  const pad = " ".repeat(indent);
  const paragraphs = parts.filter((part) => part !== undefined).map((part) => part.trim().split("\n"));
  const lines = paragraphs
    .flatMap((paragraph) => [...paragraph.flatMap((line) => wrap(line.trimEnd(), 116 - indent)), ""])
    .slice(0, -1)
    .map((line) => line.replaceAll("*/", "*\\/"));
  if (lines.length === 1) return `${pad}/** ${lines[0]} */\n`;
  return `${pad}/**\n${lines.map((line) => `${pad} *${line && ` ${line}`}\n`).join("")}${pad} */\n`;
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
