import type { Call } from "./call/call.ts";
import { type OpenApiFetchClient, onChain } from "./call/wire.ts";
import { AUTH, type AuthScheme } from "./chain/auth.ts";
import { queueOf } from "./chain/queue.ts";
import { type ApiFacts, type ClientOptions, type QueryArrays, resolveClientOptions } from "./client-options.ts";
import type { OperationTable } from "./operation.ts";
import { show } from "./options/check-options.ts";

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

/** The options that `withOptions` replaces: any but the project. */
export type OptionChanges<Options> = Partial<Omit<Options, "projectId">>;

/** A client of the given members, from which one with other options can be made. */
export type CreatedClient<Members, Options> = Members & {
  withOptions(changes: OptionChanges<Options>): CreatedClient<Members, Options>;
};

/**
 * Creates a client from its generated parts: its resources, on top of an `openapi-fetch` client whose calls go through
 * retry, pacing, timeout, auth and the platform's `fetch`.
 *
 * The client's `withOptions` creates another client for the same project. A given option replaces the original one as a
 * whole; one that is `undefined` keeps it. Middlewares belong to one client: the new one starts without any.
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
): CreatedClient<Wire & Resources, ClientOptions<Region, Scheme>> {
  type Options = ClientOptions<Region, Scheme>;
  // What is made here is shared by the client and all that `withOptions` makes of it.
  const known = Object.values(operations).flatMap((resource) => Object.values(resource));
  // A CommonJS build gets the module in place of its default export.
  const make = typeof createClient === "function" ? createClient : (createClient as { default: never }).default;
  const querySerializer = createQuerySerializer(api.queryArrays ? { array: api.queryArrays } : {});

  const queue = queueOf();

  const create = (caller: string, given: Options): CreatedClient<Wire & Resources, Options> => {
    const settings = resolveClientOptions(caller, given, api, queue);
    const { baseUrl, headers } = settings;
    const openApiFetch = make({ baseUrl, headers, querySerializer });
    const { wire, call } = onChain(openApiFetch, known, settings, querySerializer);
    const own = { ...given };
    return Object.assign(wire, resources(call), {
      withOptions: (changes: OptionChanges<Options>) => create("withOptions", replaced(own, changes)),
      // A function, so that whoever prints a client does not print what a credential holds.
      [AUTH]: () => settings.auth,
    });
  };
  return create(subject, options);
}

function replaced<Options extends object>(options: Options, changes: OptionChanges<Options>): Options {
  if (typeof changes !== "object" || changes === null) {
    throw new TypeError(`withOptions: options is ${show(changes)}, expected an object of options to replace`);
  }
  const given = Object.entries(changes).map(([name, value]) => {
    if (name === "projectId" && value !== undefined) {
      throw new TypeError("withOptions: projectId is given, but it cannot be replaced");
    }
    return [name, value === undefined ? Reflect.get(options, name) : value];
  });
  return { ...options, ...Object.fromEntries(given) };
}
