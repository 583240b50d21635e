import { compareAnswers } from "./compare-answers.ts";
import { compareRequests } from "./compare-bodies.ts";
import { compareParameters } from "./compare-parameters.ts";
import { compareSecurity } from "./compare-security.ts";
import type { Comparing } from "./comparing.ts";
import { naming, operationsOf } from "./operations.ts";

/** Compares the operations that both have, and tells those that one has. */
export function compareOperations(comparing: Comparing): void {
  const ours = operationsOf(comparing.ours);
  const theirs = new Map(operationsOf(comparing.theirs).map((operation) => [operation.key, operation]));
  const nameOf = naming(ours);
  for (const own of ours) {
    const operation = nameOf(own);
    const other = theirs.get(own.key);
    theirs.delete(own.key);
    if (!other) {
      comparing.addOne(true, { operation, path: "operation" });
      continue;
    }
    if ((own.object.deprecated === true) !== (other.object.deprecated === true)) {
      const text = own.object.deprecated === true ? "deprecated: here only" : "deprecated: upstream only";
      comparing.add("different", { operation, path: "operation" }, text);
    }
    compareSecurity(own, other, operation, comparing);
    compareParameters(own, other, operation, comparing);
    compareRequests(own, other, operation, comparing);
    compareAnswers(own, other, operation, comparing);
  }
  for (const other of theirs.values()) comparing.addOne(false, { operation: nameOf(other), path: "operation" });
}
