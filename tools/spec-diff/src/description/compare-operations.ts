import { isDeepStrictEqual } from "node:util";
import type { LocatedOperation, OperationObject } from "@sinch-fetch/description";
import { methodName, resourceName } from "@sinch-fetch/description";
import { IDEMPOTENT_METHODS } from "@sinch-fetch/workspace";
import { compareAnswers } from "./compare-answers.ts";
import { compareBodies } from "./compare-bodies.ts";
import { compareParameters } from "./compare-parameters.ts";
import { compareSecurity } from "./compare-security.ts";
import type { Comparing } from "./comparing.ts";

const READ = new Set([
  "operationId",
  "tags",
  "deprecated",
  "parameters",
  "requestBody",
  "responses",
  "security",
  "x-method",
  "x-idempotent",
  "x-pagination",
]);
const TEXTS = new Set(["summary", "description", "externalDocs"]);

/** Compares the operations of two descriptions. */
export function compareOperations(
  before: readonly LocatedOperation[],
  after: readonly LocatedOperation[],
  comparing: Comparing,
): void {
  const { changes } = comparing;
  const left = new Set(before);
  for (const operation of after) {
    const known =
      before.find((other) => addressOf(other) === addressOf(operation)) ?? movedFrom(operation, before, after);
    if (!known) {
      changes.add("operationAdded", { operation: addressOf(operation), path: "operation" }, "operation added");
      continue;
    }
    left.delete(known);
    compareOperation(known, operation, comparing);
  }
  for (const operation of left) {
    changes.add("operationRemoved", { operation: addressOf(operation), path: "operation" }, "operation removed");
  }
}

/** The operation of the same id that is no longer where it was. */
function movedFrom(
  { object }: LocatedOperation,
  before: readonly LocatedOperation[],
  after: readonly LocatedOperation[],
): LocatedOperation | undefined {
  return before.find(
    (other) =>
      other.object.operationId === object.operationId && !after.some((one) => addressOf(one) === addressOf(other)),
  );
}

function compareOperation(before: LocatedOperation, after: LocatedOperation, comparing: Comparing): void {
  const { changes } = comparing;
  const operation = addressOf(before);
  const place = { operation, path: "operation" };
  if (addressOf(after) !== operation) changes.add("operationMoved", place, `moved to ${addressOf(after)}`);
  compareNames(before.object, after.object, operation, comparing);
  compareExtensions(before, after, operation, comparing);
  compareMembers(before.object, after.object, operation, comparing);
  compareSecurity(before.object, after.object, operation, comparing);
  compareParameters(before, after, operation, comparing);
  compareBodies(before, after, operation, comparing);
  compareAnswers(before, after, operation, comparing);
}

function compareNames(
  before: OperationObject,
  after: OperationObject,
  operation: string,
  { changes }: Comparing,
): void {
  const place = { operation, path: "operation" };
  const [was, is] = [before, after].map((object) => `${resourceName(object)}.${methodName(object)}`);
  if (was !== is) changes.add("renamed", place, `method ${was} is now ${is}`);
  if (before.operationId !== after.operationId) {
    changes.add("renamed", place, `operation id ${before.operationId} is now ${after.operationId}`);
  }
}

function compareExtensions(
  before: LocatedOperation,
  after: LocatedOperation,
  operation: string,
  { changes }: Comparing,
): void {
  const place = { operation, path: "operation" };
  const [was, is] = [before, after].map(
    ({ method, object }) => object["x-idempotent"] ?? IDEMPOTENT_METHODS.includes(method),
  );
  if (was !== is)
    changes.add("repeated", place, is ? "is repeated after a failure now" : "is no longer repeated after a failure");
  const [pagesBefore, pagesAfter] = [before.object["x-pagination"], after.object["x-pagination"]];
  if (pagesBefore?.items !== pagesAfter?.items) {
    const text = !pagesAfter ? "is no longer a list over pages" : `is a list over the pages of ${pagesAfter.items} now`;
    changes.add("paged", place, text);
  } else if (!isDeepStrictEqual(pagesBefore, pagesAfter)) changes.add("pageToken", place, "token of its pages changed");
}

function compareMembers(
  before: OperationObject,
  after: OperationObject,
  operation: string,
  { changes }: Comparing,
): void {
  const place = { operation, path: "operation" };
  if (!before.deprecated && after.deprecated) changes.add("operationDeprecated", place, "deprecated");
  if (before.deprecated && !after.deprecated) changes.add("operationRestored", place, "no longer deprecated");
  const [was, is]: Record<string, unknown>[] = [{ ...before }, { ...after }];
  for (const member of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (READ.has(member) || isDeepStrictEqual(was?.[member], is?.[member])) continue;
    const rule = TEXTS.has(member) || member.startsWith("x-") ? "texts" : "other";
    changes.add(rule, { operation, path: member }, `${member} changed`);
  }
}

function addressOf({ method, path }: LocatedOperation): string {
  return `${method} ${path}`;
}
