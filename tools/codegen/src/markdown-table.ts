/** A table in Markdown, its columns as wide as their widest cell. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const lines = [head, widths.map((width) => "-".repeat(width)), ...rows].map((row) =>
    widths.map((width, column) => (row[column] ?? "").padEnd(width)).join(" | "),
  );
  return lines.map((line) => `| ${line} |\n`).join("");
}
