import { isDeepStrictEqual } from "node:util";
import { type Description, type LocatedOperation, operationsOf } from "@sinch-fetch/description";
import { compareContent } from "./compare-bodies.ts";
import type { Comparing } from "./comparing.ts";

const READ = new Set(["requestBody", "x-payload-property", "deprecated"]);
const BROKEN = "handlers";

/** Compares the callbacks of two descriptions. The service writes their bodies, so they are judged as answers are. */
export function compareCallbacks(before: Description, after: Description, comparing: Comparing): void {
  const { changes } = comparing;
  const [was, is] = [callbacksOf(before), callbacksOf(after)];
  for (const [trigger, callback] of is) {
    const known = was.get(trigger);
    if (known) compareCallback(known, callback, `callback ${trigger}`, comparing);
    else changes.add("callbackAdded", { operation: `callback ${trigger}`, path: "callback" }, "callback added");
  }
  for (const trigger of was.keys()) {
    if (is.has(trigger)) continue;
    const place = { operation: `callback ${trigger}`, path: "callback" };
    changes.add("callbackRemoved", place, "callback removed", undefined, BROKEN);
  }
}

function callbacksOf(description: Description): Map<string, LocatedOperation> {
  const operations = operationsOf({ ...description, paths: description.webhooks ?? {} });
  return new Map(operations.map((operation) => [operation.path, operation]));
}

function compareCallback(
  before: LocatedOperation,
  after: LocatedOperation,
  operation: string,
  comparing: Comparing,
): void {
  const { changes } = comparing;
  const place = { operation, path: "payload" };
  const [was, is] = [before.object["x-payload-property"], after.object["x-payload-property"]];
  if (was !== is) {
    changes.add("payloadProperty", place, `recognised by ${is}, no longer by ${was}`, undefined, BROKEN);
  }
  if (!before.object.deprecated && after.object.deprecated) changes.add("operationDeprecated", place, "deprecated");
  if (before.object.deprecated && !after.object.deprecated)
    changes.add("operationRestored", place, "no longer deprecated");
  compareContent(before.body ?? {}, after.body ?? {}, "answer", place, comparing);
  const members = [before, after].map(({ object, parameters, responses }) => ({ ...object, parameters, responses }));
  const [membersBefore, membersAfter]: Record<string, unknown>[] = members;
  for (const member of new Set([...Object.keys(membersBefore ?? {}), ...Object.keys(membersAfter ?? {})])) {
    // What a receiver is sent beside the payload, and what it answers, is written by hand in the package.
    if (READ.has(member) || isDeepStrictEqual(membersBefore?.[member], membersAfter?.[member])) continue;
    changes.add("texts", { operation, path: member }, `${member} changed`);
  }
}
