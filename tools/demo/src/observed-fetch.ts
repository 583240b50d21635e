/** What went over the wire in one exchange. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

/** A `fetch` that remembers its last exchange, so that the demo can show what really happened. */
export interface ObservedFetch {
  readonly fetch: typeof globalThis.fetch;
  last(): Exchange | undefined;
}

/** Wraps the platform's `fetch`. */
export function observeFetch(): ObservedFetch {
  let last: Exchange | undefined;
  return {
    async fetch(input, init) {
      const response = await globalThis.fetch(input, init);
      const { pathname } = new URL(String(input));
      last = { method: init?.method ?? "GET", path: pathname, status: response.status };
      return response;
    },
    last: () => last,
  };
}
