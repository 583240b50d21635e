import type { DefaultTheme } from "vitepress";

/**
 * The search over all pages. Its functions run in the browser too, to which they travel as text, so each stands alone.
 */
export const SEARCH: DefaultTheme.LocalSearchOptions = {
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
