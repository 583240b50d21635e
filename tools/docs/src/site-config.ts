import type { DefaultTheme, UserConfig } from "vitepress";
import { highlightOnce } from "./highlight-once.ts";
import { anchorOf } from "./markdown/sections.ts";
import { SEARCH } from "./search.ts";

/** What a build decides about the site. */
export interface Given {
  readonly base: string;
  readonly outDir: string;
  readonly sidebar: DefaultTheme.SidebarMulti;
}

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
