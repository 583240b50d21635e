import type { AuthScheme } from "./auth.ts";
import type { Call } from "./call.ts";
import { type ApiFacts, type ClientOptions, type QueryArrays, resolveClientOptions } from "./client-options.ts";
import type { OperationTable } from "./operation.ts";
import { type OpenApiFetchClient, onChain } from "./wire.ts";

/** Writes the query of a request. */
type QuerySerializer = (query: Record<string, unknown>) => string;

/** What a generated client is made of. */
export interface ClientParts<Region extends string, Scheme extends AuthScheme, Wire, Resources> {
  readonly api: ApiFacts<Region, Scheme>;
  readonly operations: OperationTable;
  /** `createClient` of `openapi-fetch`, with the paths of the description. */
  createClient(options: {
    baseUrl: string;
    headers: Readonly<Record<string, string>>;
    querySerializer: QuerySerializer;
  }): Wire;
  /** `createQuerySerializer` of `openapi-fetch`. */
  createQuerySerializer(options: { array?: QueryArrays }): QuerySerializer;
  /**
   * Makes the resources.
   *
   * @param call Calls an operation.
   */
  resources(call: Call): Resources;
}

/**
 * Creates a client from what is generated of its description: its resources on top of an `openapi-fetch` client whose
 * calls go through retry, pacing, timeout, auth and the platform's `fetch`.
 *
 * @param subject Named first in each error: the function that was called.
 * @throws {TypeError} An option is missing, unknown or wrong. The message names it and what was expected.
 */
export function createClientWith<
  Region extends string,
  Scheme extends AuthScheme,
  Wire extends OpenApiFetchClient,
  Resources extends object,
>(
  subject: string,
  options: ClientOptions<Region, Scheme>,
  { api, operations, createClient, createQuerySerializer, resources }: ClientParts<Region, Scheme, Wire, Resources>,
): Wire & Resources {
  const settings = resolveClientOptions(subject, options, api);
  const { baseUrl, headers } = settings;
  const querySerializer = createQuerySerializer(api.queryArrays ? { array: api.queryArrays } : {});
  const known = Object.values(operations).flatMap((resource) => Object.values(resource));
  const openApiFetch = createClient({ baseUrl, headers, querySerializer });
  const { wire, call } = onChain(openApiFetch, known, settings, querySerializer);
  return Object.assign(wire, resources(call));
}
