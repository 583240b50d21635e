import { methodName, type OperationObject, pascalCase, resourceName } from "@sinch-fetch/description";

/** The name of the type of an operation's query, such as `MessagesListQuery`. */
export function queryName(operation: OperationObject): string {
  return `${pascalCase(resourceName(operation))}${pascalCase(methodName(operation))}Query`;
}
