/** Changes a Markdown text, but not its blocks of code. */
export function outsideFences(markdown: string, change: (text: string) => string): string {
  return markdown
    .split(/(^ *```[^\n]*\n[\s\S]*?^ *```$)/m)
    .map((part, index) => (index % 2 === 0 ? change(part) : part))
    .join("");
}
