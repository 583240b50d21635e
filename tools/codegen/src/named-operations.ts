import {
  BrokenDescription,
  type Description,
  type LocatedOperation,
  methodName,
  operationsOf,
  resourceName,
} from "@sinch-fetch/description";

/** An operation and the name of its method. */
export interface NamedOperation {
  readonly name: string;
  readonly operation: LocatedOperation;
}

/** The operations of a description by resource, each with the name of its method, which is its alone. */
export function namedOperations(description: Description): Map<string, NamedOperation[]> {
  const resources = new Map<string, NamedOperation[]>();
  for (const operation of operationsOf(description)) {
    const { object } = operation;
    const resource = resourceName(object);
    const name = methodName(object);
    const others = resources.get(resource) ?? [];
    const other = others.find((earlier) => earlier.name === name)?.operation.object.operationId;
    if (other !== undefined) {
      const message = `${resource}.${name} is already the name of ${other}: tell them apart by x-method`;
      throw new BrokenDescription(message, object.operationId);
    }
    resources.set(resource, [...others, { name, operation }]);
  }
  return resources;
}
