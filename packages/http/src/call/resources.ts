import type { Operation, OperationTable } from "../operation.ts";
import type { Call, CallArguments, CallOptions } from "./call.ts";
import type { List } from "./paged.ts";

type Method = (...methodArguments: unknown[]) => unknown;
type Run = (operation: Operation, callArguments: CallArguments, options?: CallOptions<object>) => unknown;

/**
 * Makes the resources of a client: a method for each operation of its table.
 *
 * A method takes the path's parameters in their order, then the body if the operation has one, else the query, then the
 * options. A list returns its pages, any other operation the body of its response.
 *
 * @param list What list operations are called with, from `listWith`; not needed for an API without lists.
 * @typeParam Resources The generated types of these methods.
 */
export function resourcesOf<Resources>(table: OperationTable, call: Call, list: Call | List = call): Resources {
  const resources = Object.entries(table).map(([resource, operations]) => [
    resource,
    Object.fromEntries(
      Object.entries(operations).map(([name, operation]) => [
        name,
        methodOf(operation, operation.pagination ? list : call),
      ]),
    ),
  ]);
  return Object.fromEntries(resources) as Resources;
}

function methodOf(operation: Operation, run: Run): Method {
  const names = Array.from(operation.path.matchAll(/\{(.*?)\}/g), ([, name]) => name);
  return (...methodArguments) => {
    const path = Object.fromEntries(names.map((name, index) => [name, methodArguments[index] as string]));
    const data = methodArguments[names.length] as object | undefined;
    const options = methodArguments[names.length + 1] as CallOptions<object> | undefined;
    return run(operation, operation.body ? { path, body: data } : { path, query: data }, options);
  };
}
