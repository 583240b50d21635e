import { undiciFetch } from "@sinch-fetch/http/undici";

/** The implementations of `fetch` that the clients can be given. Every scenario holds over each of them. */
export const transports: readonly { readonly name: string; readonly fetch: typeof globalThis.fetch }[] = [
  { name: "the platform's fetch", fetch: globalThis.fetch },
  { name: "undiciFetch()", fetch: undiciFetch() },
];

/** The `fetch` of a name, for programs in a process of their own. */
export const transportOf = (name: string): typeof globalThis.fetch | undefined =>
  transports.find((transport) => transport.name === name)?.fetch;
