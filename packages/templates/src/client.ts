import type { ClientOptions } from "@sinch-fetch/http";
import { listWith, onChain, resolveClientOptions, resourcesOf } from "@sinch-fetch/http/client";
import createClient, { type Client, createQuerySerializer } from "openapi-fetch";
import { api, operations, type Region, type Scheme } from "./operations.gen.ts";
import type { Resources } from "./resources.gen.ts";
import type { paths } from "./types.gen.ts";

/** Options of {@link createTemplatesClient}. */
export interface TemplatesClientOptions extends ClientOptions<Region, Scheme> {}

/**
 * A client of the Sinch Template Management API, version 2, at two levels.
 *
 * The resources, such as `templates`, return the answer's body and throw `ApiError` for an error status. Below them is
 * `openapi-fetch` itself (`GET`, `POST`, …, `use`, `eject`), typed by the API's paths without the project's prefix: it
 * returns `{ data, error, response }` for every answer. Both reject when there is no answer, and with a `TypeError` or
 * `RangeError`, before anything is sent, when an argument is wrong.
 */
export interface TemplatesClient extends Client<paths>, Resources {}

/**
 * Creates a client of the Sinch Template Management API, version 2, for one project and region.
 *
 * Nothing is sent before the first call.
 *
 * @throws {TypeError} An option is missing, unknown or wrong; the message names it and what was expected.
 */
export function createTemplatesClient(options: TemplatesClientOptions): TemplatesClient {
  const settings = resolveClientOptions("createTemplatesClient", options, api);
  const { baseUrl, headers } = settings;
  const querySerializer = createQuerySerializer();
  const openApiFetch = createClient<paths>({ baseUrl, headers, querySerializer });
  const known = Object.values(operations).flatMap((resource) => Object.values(resource));
  const { wire, call } = onChain(openApiFetch, known, settings, querySerializer);
  return Object.assign(wire, resourcesOf<Resources>(operations, call, listWith(call)));
}
