import { bearer } from "@sinch-fetch/auth";
import { type ConversationClient, createConversationClient } from "../src/index.ts";

/** One request for a page. */
export interface Asked {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly headers: Headers;
}

/** What to answer with: a page, or an answer of another kind. */
export type Page = Readonly<Record<string, unknown>> | Response;

/** A client of an API whose pages are given, and the requests for them so far. */
export interface PagedApi {
  readonly client: ConversationClient;
  readonly asked: readonly Asked[];
  /** The page tokens that were asked for, the first page's as `undefined`. */
  tokens(): unknown[];
}

/** Makes a client of an API that answers with the page that a token names, and with the page `""` without a token. */
export function pagedApi(pages: Readonly<Record<string, Page>>): PagedApi {
  const asked: Asked[] = [];
  const tokenOf = ({ query, body }: Asked): unknown => Object(body).page_token ?? query.page_token;
  const client = createConversationClient({
    projectId: "p",
    auth: bearer("token"),
    baseUrl: "https://conversation.test",
    fetch: async (input, init = {}) => {
      init.signal?.throwIfAborted();
      const { pathname, searchParams } = new URL(String(input));
      const one: Asked = {
        path: pathname.replace("/v1/projects/p", ""),
        query: Object.fromEntries(searchParams),
        body: init.body ? JSON.parse(String(init.body)) : undefined,
        headers: new Headers(init.headers),
      };
      asked.push(one);
      if (asked.length > 20) throw new Error("this list does not end");
      const page = pages[String(tokenOf(one) ?? "")];
      if (page === undefined) throw new Error(`there is no page ${tokenOf(one)}`);
      return page instanceof Response ? page : Response.json(page);
    },
  });
  return { client, asked, tokens: () => asked.map(tokenOf) };
}

/** Everything that an iterable yields. */
export async function all<Element>(iterable: AsyncIterable<Element>): Promise<Element[]> {
  const elements: Element[] = [];
  for await (const element of iterable) elements.push(element);
  return elements;
}
