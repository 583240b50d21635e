import type { CallOptions, Paged } from "@sinch-fetch/http";
import type { DescribedOperation } from "./described.ts";
import type { ExampleArguments } from "./subject.ts";

/**
 * Calls the resource method of an operation by the name that the description gives it, with the arguments in the order
 * of all methods: path parameters, then the body where there is one, else the query, then options.
 *
 * @throws {Error} The client has no such method.
 */
export function callResource(
  client: object,
  { resource, methodName, requests }: DescribedOperation,
  { path, query, body }: ExampleArguments,
  options: CallOptions,
): Promise<unknown> | Paged<unknown, unknown> {
  const methods: object = Reflect.get(client, resource) ?? {};
  const method: unknown = Reflect.get(methods, methodName);
  if (typeof method !== "function") throw new Error(`the client has no method ${resource}.${methodName}`);
  return method.call(methods, ...path, requests.size > 0 ? body : query, options);
}
