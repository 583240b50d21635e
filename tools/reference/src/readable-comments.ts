const COMMENT = /\/\*\*([\s\S]*?)\*\//g;
const TAG = /^@(description|default|example|deprecated|constant|enum)\b ?/;

/**
 * Rewords the comments that openapi-typescript writes, for readers: the description first and without its tag, the
 * format after it, and nothing that the type itself says.
 */
export function readableComments(source: string): string {
  return source.replaceAll(COMMENT, (_, body: string) => {
    const parts = partsOf(body);
    const text = (tag: string): string[] =>
      parts.filter((part) => part.tag === tag).map((part) => part.lines.join("\n"));
    const blocks = [
      ...text("description").map(outdented),
      ...text("").map((line) => line.replace(/^Format: (.+)$/, "Format: `$1`.")),
      ...text("default").map((value) => `@defaultValue \`${value}\``),
      ...text("example").map((value) => `@example ${value}`),
      ...text("deprecated").map(() => "@deprecated"),
    ];
    return `/**\n${blocks
      .join("\n\n")
      .split("\n")
      .map((line) => ` * ${line}`)
      .join("\n")}\n */`;
  });
}

/** A comment by its tags, each with the lines after it; what stands before the first tag has the tag "". */
function partsOf(body: string): { tag: string; lines: string[] }[] {
  let part = { tag: "", lines: [] as string[] };
  const parts = [part];
  for (const line of body.split("\n").map((one) => one.replace(/^\s*\* ?/, "").trimEnd())) {
    const [mark, tag] = line.trimStart().match(TAG) ?? [];
    if (tag !== undefined && mark !== undefined) {
      part = { tag, lines: [line.trimStart().slice(mark.length)] };
      parts.push(part);
    } else part.lines.push(line);
  }
  return parts
    .map(({ tag, lines }) => ({ tag, lines: lines.join("\n").trim().split("\n") }))
    .filter(({ tag, lines }) => tag === "deprecated" || lines.join("") !== "");
}

/** Lines after the first without the indentation that they share; Markdown would take them for code. */
function outdented(text: string): string {
  const [first, ...rest] = text.split("\n");
  const shared = Math.min(...rest.filter((line) => line !== "").map((line) => line.search(/\S/)));
  return [first, ...rest.map((line) => line.slice(shared))].join("\n");
}
