import type { DefaultTheme, MarkdownRenderer, UserConfig } from "vitepress";
import { anchorOf } from "./markdown/sections.ts";

/** What a build decides about the site. */
export interface Given {
  readonly base: string;
  readonly outDir: string;
  readonly sidebar: DefaultTheme.SidebarMulti;
}

/**
 * The search over all pages. Its functions run in the browser too, to which they travel as text, so each stands alone.
 */
const SEARCH: DefaultTheme.LocalSearchOptions = {
  miniSearch: {
    options: {
      // `CarouselMessage`, `messages.send` and `page_token` are found whole, and by each of their words.
      tokenize: (text) =>
        text.split(/[\s(){}[\]<>"'`,;:=|!?/\\#]+/).flatMap((word) => {
          const whole = word.replace(/^[.\-_]+|[.\-_]+$/g, "");
          const parts = whole.split(/[._\-@$]+|(?<=[a-z0-9])(?=[A-Z])/).filter((part) => part !== "");
          return whole === "" ? [] : parts.length > 1 ? [whole, ...parts] : [whole];
        }),
    },
    searchOptions: {
      fuzzy: (term) => (term.length > 4 ? 0.2 : false),
      prefix: true,
      boost: { title: 5, titles: 1, text: 1 },
      // The guide says how and why, and the page of an operation what; a schema is a detail.
      boostDocument: (id) => {
        const address = String(id);
        return address.includes("/guide/") ? 2 : address.includes("/api/schemas/") ? 0.7 : 1;
      },
    },
  },
};

/** The settings of VitePress. */
export function siteConfig({ base, outDir, sidebar }: Given): UserConfig<DefaultTheme.Config> {
  return {
    base,
    outDir,
    title: "sinch-fetch",
    description: "Typed, fetch-native TypeScript clients for the Sinch Conversation and Batch APIs.",
    lang: "en",
    head: [["link", { rel: "icon", type: "image/svg+xml", href: `${base}icon.svg` }]],
    metaChunk: true,
    // The anchors of GitHub, where the pages are read too: VitePress would make `next-js` of `Next.js`.
    markdown: { anchor: { slugify: anchorOf }, config: highlightOnce },
    themeConfig: {
      logo: "/icon.svg",
      nav: [
        { text: "Guide", link: "/guide/start", activeMatch: "/guide/" },
        { text: "Operations", link: "/api/", activeMatch: "/api/" },
        { text: "Packages", link: "/packages/conversation", activeMatch: "/packages/" },
      ],
      sidebar,
      outline: { level: [2, 3] },
      externalLinkIcon: true,
      socialLinks: [{ icon: "github", link: "https://github.com/sinch-fetch/sinch-fetch" }],
      footer: { message: "Apache-2.0. Independent of Sinch: not made, endorsed or supported by them." },
      search: { provider: "local", options: SEARCH },
    },
    vite: { logLevel: "warn", build: { chunkSizeWarningLimit: 5000 } },
  };
}

/** Colours each block of code once, though VitePress renders a page twice: for itself, and for the search. */
function highlightOnce({ options }: MarkdownRenderer): void {
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
