import { compareRequests } from "./compare-bodies.ts";
import { compareParameters } from "./compare-parameters.ts";
import { compareResponses } from "./compare-responses.ts";
import { compareSecurity } from "./compare-security.ts";
import { addDeprecated, addMembers, type Comparing } from "./comparing.ts";
import { type Addressed, addressed, type OperationPair, pairOperations } from "./pair-operations.ts";

const READ = new Set(["deprecated", "parameters", "requestBody", "responses", "security", "callbacks"]);

/**
 * Compares the operations of two descriptions.
 *
 * @param nameOf Names an operation in places.
 */
export function compareOperations(comparing: Comparing, nameOf: (pair: OperationPair) => string): void {
  const { add, before, after, choices } = comparing;
  for (const pair of pairOperations(addressed(before), addressed(after), choices === "apart")) {
    const operation = nameOf(pair);
    if (!pair.before || !pair.after) {
      const presence = { before: pair.before !== undefined, after: pair.after !== undefined };
      add({ operation, path: "operation" }, { what: "operation", ...presence });
    } else compareOperation(pair.before, pair.after, operation, comparing);
  }
}

function compareOperation(before: Addressed, after: Addressed, operation: string, comparing: Comparing): void {
  const place = { operation, path: "operation" };
  if (before.method !== after.method || before.path !== after.path) {
    comparing.add(place, { what: "address", before, after });
  }
  addDeprecated(comparing, place, before.object, after.object);
  const owners = { before: before.object, after: after.object };
  addMembers(comparing, (path) => ({ operation, path }), "operation", owners, READ);
  compareSecurity(before, after, operation, comparing);
  compareParameters(before, after, operation, comparing);
  compareRequests(before, after, operation, comparing);
  compareResponses(before, after, operation, comparing);
}
