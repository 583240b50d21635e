import type { MarkdownRenderer } from "vitepress";

/** Colours each block of code once, though VitePress renders a page twice: for itself, and for the search. */
export function highlightOnce({ options }: MarkdownRenderer): void {
  const { highlight } = options;
  if (!highlight) return;
  const done = new Map<string, string>();
  options.highlight = (code, language, attributes) => {
    const key = JSON.stringify([code, language, attributes]);
    const html = done.get(key) ?? highlight(code, language, attributes);
    done.set(key, html);
    return html;
  };
}
