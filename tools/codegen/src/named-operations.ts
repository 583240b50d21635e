import {
  BrokenDescription,
  type Description,
  type LocatedOperation,
  methodName,
  operationsOf,
  resourceName,
} from "@sinch-fetch/description";

/** The operations of a description by resource and by the name of the method, which is that of one operation. */
export function namedOperations(description: Description): Map<string, Map<string, LocatedOperation>> {
  const resources = new Map<string, Map<string, LocatedOperation>>();
  for (const operation of operationsOf(description)) {
    const { object } = operation;
    const [resource, name] = [resourceName(object), methodName(object)];
    const methods = resources.get(resource) ?? new Map<string, LocatedOperation>();
    const other = methods.get(name)?.object.operationId;
    if (other !== undefined) {
      const message = `${resource}.${name} is already the name of ${other}: tell them apart by x-method`;
      throw new BrokenDescription(message, object.operationId);
    }
    resources.set(resource, methods.set(name, operation));
  }
  return resources;
}
