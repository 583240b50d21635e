import type { Auth, Paged } from "@sinch-fetch/http";
import type { DescribedOperation } from "./described.ts";

/** The project that the clients of a suite are made for. */
export const PROJECT_ID = "project";

/** How the clients of a suite repeat: once and at once. */
export const CONTRACT_RETRY = { maxRetries: 1, baseDelayMs: 0 };

/** The wire level of a client, without the types of its paths. */
export interface WireLevel {
  request(...args: never[]): Promise<unknown>;
}

/** The arguments that the description's examples give for one call. */
export interface ExampleArguments {
  /** Values of the path parameters, in the order of the path. */
  readonly path: readonly string[];
  // biome-ignore lint/suspicious/noExplicitAny: an example of the description, which the linter checks and not tsc
  readonly query: any;
  // biome-ignore lint/suspicious/noExplicitAny: an example of the description, which the linter checks and not tsc
  readonly body: any;
}

/** What the tests of one operation are about. */
export interface OperationSubject<Client extends WireLevel, Credential extends Auth> {
  readonly operation: DescribedOperation;
  /** Makes a client of the mock, for the project {@link PROJECT_ID}, that repeats by {@link CONTRACT_RETRY}. */
  readonly client: (auth: Credential) => Client;
  /** The credential for a security scheme of the description. */
  readonly credential: (scheme: string | undefined) => Credential;
}

/** What a call at the wire level returns. */
export interface WireResult {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response: Response;
}

/** One call of the operation at the wire level. */
export interface WireCall {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The example arguments of an operation: those that a call at either level is made with. */
export function exampleArguments({ pathParameters, query, requests }: DescribedOperation): ExampleArguments {
  const [body] = requests.values();
  return { path: pathParameters.map(({ example }) => example), query, body };
}

/** Calls an operation at the wire level, with the example arguments where no others are given. */
export function callOnWire<Client extends WireLevel>(
  client: Client,
  operation: DescribedOperation,
  call: WireCall = {},
): Promise<WireResult> {
  const request = client.request as (...args: unknown[]) => Promise<WireResult>;
  const examples = exampleArguments(operation);
  const path = call.path ?? Object.fromEntries(operation.pathParameters.map(({ name, example }) => [name, example]));
  const query = call.query ?? examples.query;
  const body = "body" in call ? call.body : examples.body;
  return request(operation.method, operation.path, { params: { path, query }, body, headers: call.headers });
}

/**
 * Returns the body that a resource call resolves to: for a list the body of its first page, once its items were seen to be those of the page.
 *
 * @param items Member of the page that holds the items, for a list.
 */
export async function bodyOf(
  result: Promise<unknown> | Paged<unknown, unknown>,
  items: string | undefined,
): Promise<unknown> {
  if (!("pages" in result)) {
    const response = await result;
    if (items !== undefined) throw new Error("the method of a list returns no Paged");
    return response;
  }
  if (items === undefined) throw new Error("the method returns a Paged, and its operation is not a list");
  const [page] = await take(result.pages(), 1);
  const expected: unknown[] = Object(page)[items] ?? [];
  const listed = await take(result, expected.length);
  if (JSON.stringify(listed) !== JSON.stringify(expected)) throw new Error(`its items are not ${items} of its page`);
  return page;
}

/** The first elements of an iterable. */
async function take(iterable: AsyncIterable<unknown>, count: number): Promise<unknown[]> {
  const taken: unknown[] = [];
  if (count === 0) return taken;
  for await (const element of iterable) {
    taken.push(element);
    if (taken.length === count) break;
  }
  return taken;
}
