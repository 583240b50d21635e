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

/** What the tests of one operation are about. */
export interface OperationSubject {
  readonly operation: DescribedOperation;
  /** Makes a client of the mock, for the project {@link PROJECT_ID}, that repeats by {@link CONTRACT_RETRY}. */
  client(auth: Auth): WireLevel;
  /** The credential that its calls are made with. */
  readonly credential: Auth;
}

/** What a call of an operation is made with; what is left out is taken from the description's examples. */
export interface OperationCall {
  /** Values of the path parameters, in the order of the path. */
  readonly path?: readonly string[];
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a call at the wire level returns. */
export interface WireResult {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response: Response;
}

/** The arguments that the description's examples give for a call. */
export function exampleCall({ pathParameters, query, requests }: DescribedOperation): Required<OperationCall> {
  const [body] = requests.values();
  return { path: pathParameters.map(({ example }) => example), query, body, headers: {} };
}

/** Calls an operation at the wire level. */
export function callOnWire(subject: OperationSubject, call: OperationCall = {}): Promise<WireResult> {
  const { operation, credential } = subject;
  const { path: values, query, body, headers } = { ...exampleCall(operation), ...call };
  const path = Object.fromEntries(operation.pathParameters.map(({ name }, index) => [name, values[index]]));
  const request = subject.client(credential).request as (...args: unknown[]) => Promise<WireResult>;
  return request(operation.method, operation.path, { params: { path, query }, body, headers });
}

/**
 * Calls the resource method of an operation by the name that the description gives it, with the arguments in the order
 * of all methods: path parameters, then the body where there is one, else the query, then options.
 *
 * @returns Its result; for a list the body of its first page, once its items were seen to be those of the page.
 * @throws {Error} The client has no such method, or its result is a list and the operation is not one, or the reverse.
 */
export async function callResource(subject: OperationSubject, call: OperationCall = {}): Promise<unknown> {
  const { resource, methodName, requests, items } = subject.operation;
  const { path, query, body, headers } = { ...exampleCall(subject.operation), ...call };
  const methods: object = Reflect.get(subject.client(subject.credential), resource) ?? {};
  const method: unknown = Reflect.get(methods, methodName);
  if (typeof method !== "function") throw new Error(`the client has no method ${resource}.${methodName}`);
  const result: Promise<unknown> | Paged<unknown, unknown> = method.call(
    methods,
    ...path,
    requests.size > 0 ? body : query,
    { headers },
  );
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
