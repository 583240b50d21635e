/** How high the bar above a page is, in pixels; the same stands in `assets/site.css`. */
export const BAR_HEIGHT = 44;

/** What every page of the site has in its head. */
export function siteHead(base: string): string {
  return `<link rel="icon" type="image/svg+xml" href="${base}assets/icon.svg"><link rel="stylesheet" href="${base}assets/site.css">`;
}

/**
 * The bar above every page: the way back to the start page, and a search over everything, which the start page serves.
 *
 * @param base The way to the root of the site, such as `../`.
 */
export function siteBar(base: string): string {
  return `<nav class="site-bar" aria-label="Site" data-pagefind-ignore><a href="${base}index.html">sinch-fetch reference</a><form action="${base}index.html" role="search"><input type="search" name="q" placeholder="Search" aria-label="Search everything"></form></nav>`;
}

/** Text as it is written in HTML. */
export function escapeHtml(text: string): string {
  const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return text.replaceAll(/[&<>"]/g, (character) => entities[character] ?? character);
}
