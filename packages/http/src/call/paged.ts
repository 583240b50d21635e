import type { Operation } from "../operation.ts";
import { checkOption, checkOptions, wholeNumber } from "../options/check-options.ts";
import type { Call, CallArguments, CallOptions } from "./call.ts";

/**
 * The result of a list operation, across all of its pages: iterate over the items, or over `pages()`. Awaiting it
 * returns only the first page.
 *
 * Nothing is sent until the iteration starts or the list is awaited, and each page is requested when its first item is.
 * Each iteration starts at the first page, or at the page token that was passed to the call. It ends after the last
 * page, or when the service repeats a page token.
 */
export interface Paged<Item, Page> extends AsyncIterable<Item>, PromiseLike<Page> {
  /** Iterates over the pages: each is the body of one response. */
  pages(): AsyncIterable<Page>;
  /**
   * Collects items from as many pages as needed.
   *
   * @param options.limit Maximum number of items to collect, at least 1. No further page is requested.
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
