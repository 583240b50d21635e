import { undiciFetch } from "@sinch-fetch/http/undici";

/** An implementation of `fetch` that the clients can be given. */
export interface Transport {
  readonly name: string;
  readonly fetch: typeof globalThis.fetch;
}

/** Every scenario holds over each of them. */
export const transports: readonly Transport[] = [
  { name: "the platform's fetch", fetch: globalThis.fetch },
  { name: "undiciFetch()", fetch: undiciFetch() },
];

/** The `fetch` of a name, for programs in a process of their own. */
export const transportOf = (name: string): typeof globalThis.fetch | undefined =>
  transports.find((transport) => transport.name === name)?.fetch;
