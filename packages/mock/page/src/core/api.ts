import createClient, { type Client } from "openapi-fetch";
import type { Problem } from "../../../src/schemas.gen.ts";
import type { paths } from "../../../src/types.gen.ts";

/** The control API of the local Sinch, at the page's own address. */
export const api: Client<paths> = createClient<paths>({ baseUrl: globalThis.location.origin });

interface Outcome<T> {
  readonly data?: T;
  readonly error?: Problem;
  readonly response: Response;
}

/**
 * Waits for the data of a call.
 *
 * @throws {Error} The call was refused; the message says why, in the words of the response.
 */
export async function dataOf<T>(call: Promise<Outcome<T>>): Promise<T> {
  const { data, error, response } = await call;
  if (data !== undefined) return data;
  throw new Error(error?.detail ?? error?.title ?? `The local Sinch responded with ${response.status}.`);
}

/** Waits for a call whose response has no body. */
export async function done(call: Promise<Outcome<unknown>>): Promise<void> {
  const { error, response } = await call;
  if (!response.ok)
    throw new Error(error?.detail ?? error?.title ?? `The local Sinch responded with ${response.status}.`);
}
