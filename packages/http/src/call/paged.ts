import type { Operation } from "../operation.ts";
import { checkOption, checkOptions, wholeNumber } from "../options/check-options.ts";
import type { Call, CallArguments, CallOptions } from "./call.ts";

/**
 * The result of a list operation, over all of its pages: iterate over the items, or over `pages()`. Awaited, it is its
 * first page alone.
 *
 * Nothing is sent before the iteration starts or the first page is awaited, and a page is asked for when its first item
 * is. Each iteration starts from the first page, or from the page token that the call was given. It ends with the last
 * page, also when the service names a page that it has named before.
 */
export interface Paged<Item, Page> extends AsyncIterable<Item>, PromiseLike<Page> {
  /** The pages as they come: each the body of one response. */
  pages(): AsyncIterable<Page>;
  /**
   * Collects items of as many pages as it takes.
   *
   * @param options.limit Most items to collect, from 1. No page is asked for beyond it.
   * @throws {TypeError} `limit` is missing or wrong.
   */
  toArray(options: { limit: number }): Promise<Item[]>;
}

/** Lists what an operation returns, page by page. */
export type List = <Item, Page>(
  operation: Operation,
  callArguments: CallArguments,
  options?: CallOptions<object>,
) => Paged<Item, Page>;

const LIMITS = { limit: wholeNumber(1) };

/**
 * Makes the function that list methods call.
 *
 * The token of the next page goes where the other arguments are, into the body or else the query, which stay the same.
 */
export function listWith(call: Call): List {
  return <Item, Page>(operation: Operation, given: CallArguments, options?: CallOptions<object>): Paged<Item, Page> => {
    const { items, token, next, query } = Object(operation.pagination);
    const callArguments = query ? withDefaults(given, query) : given;
    async function* pages(): AsyncGenerator<Page, void> {
      const first: Record<string, unknown> = { ...callArguments.query, ...callArguments.body };
      const seen = new Set([first[token]]);
      let current = callArguments;
      for (;;) {
        const page = await call<Page>(operation, current, options);
        yield page;
        const following: unknown = Object(page)[next];
        if (typeof following !== "string" || following === "" || seen.has(following)) return;
        seen.add(following);
        current = withToken(callArguments, { [token]: following });
      }
    }
    async function* itemsOf(): AsyncGenerator<Item, void> {
      for await (const page of pages()) yield* Object(page)[items] ?? [];
    }
    let firstPage: Promise<Page> | undefined;
    return {
      pages,
      [Symbol.asyncIterator]: itemsOf,
      async toArray(limits: { limit: number }) {
        const subject = `${operation.id}.toArray`;
        checkOptions(subject, limits, LIMITS);
        checkOption(subject, "limit", limits.limit, LIMITS.limit);
        const found: Item[] = [];
        for await (const item of itemsOf()) if (found.push(item) === limits.limit) break;
        return found;
      },
      // biome-ignore lint/suspicious/noThenProperty: what is awaited is the first page, and nothing is sent before
      then(onPage, onError) {
        firstPage ??= call(operation, callArguments, options);
        return firstPage.then(onPage, onError);
      },
    };
  };
}

function withToken({ body, query, ...rest }: CallArguments, token: object): CallArguments {
  return body === undefined ? { ...rest, query: { ...query, ...token } } : { ...rest, body: { ...body, ...token } };
}

function withDefaults({ query = {}, ...rest }: CallArguments, defaults: object): CallArguments {
  const lacking = Object.entries(defaults).filter(([name]) => Object(query)[name] === undefined);
  return { ...rest, query: { ...query, ...Object.fromEntries(lacking) } };
}
