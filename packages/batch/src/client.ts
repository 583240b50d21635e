import type { ClientOptions } from "@sinch-fetch/http";
import { onChain, resolveClientOptions, resourcesOf } from "@sinch-fetch/http/client";
import createClient, { type Client, createQuerySerializer } from "openapi-fetch";
import { type BatchMessagesResource, withMetadata } from "./messages.ts";
import { api, operations, type Region, type Scheme } from "./operations.gen.ts";
import type { Resources } from "./resources.gen.ts";
import type { paths } from "./types.gen.ts";

/** Options of {@link createBatchClient}. */
export interface BatchClientOptions extends ClientOptions<Region, Scheme> {}

/**
 * A client of the Sinch Conversation Batch API, at two levels.
 *
 * The resources, such as `messages`, return the answer's body and throw `ApiError` for an error status. Below them is
 * `openapi-fetch` itself (`GET`, `POST`, …, `use`, `eject`), typed by the API's paths without the project's prefix: it
 * returns `{ data, error, response }` for every answer. Both reject when there is no answer, and with a `TypeError` or
 * `RangeError`, before anything is sent, when an argument is wrong.
 */
export interface BatchClient extends Client<paths>, Omit<Resources, "messages"> {
  /** Batches of messages. */
  readonly messages: BatchMessagesResource;
}

/**
 * Creates a client of the Sinch Conversation Batch API for one project and region.
 *
 * Nothing is sent before the first call.
 *
 * @throws {TypeError} An option is missing, unknown or wrong; the message names it and what was expected.
 */
export function createBatchClient(options: BatchClientOptions): BatchClient {
  const settings = resolveClientOptions("createBatchClient", options, api);
  const { baseUrl, headers } = settings;
  const querySerializer = createQuerySerializer();
  const openApiFetch = createClient<paths>({ baseUrl, headers, querySerializer });
  const known = Object.values(operations).flatMap((resource) => Object.values(resource));
  const { wire, call } = onChain(openApiFetch, known, settings, querySerializer);
  const { messages, ...resources } = resourcesOf<Resources>(operations, call);
  return Object.assign(wire, resources, { messages: withMetadata(messages) });
}
