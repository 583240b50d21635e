import { type Document, listOperations, type Operation } from "@sinch-fetch/description";
import { compareContent, responsesOf } from "../walk/compare-messages.ts";
import { addDeprecated, addMembers, type Comparing } from "../walk/comparing.ts";
import { presenceOf, sideBySide } from "../walk/side-by-side.ts";

const READ = new Set(["requestBody", "deprecated"]);

/** Compares the callbacks of two descriptions, by trigger. The service writes their bodies, as it writes responses. */
export function compareCallbacks(comparing: Comparing): void {
  for (const [trigger, after, before] of sideBySide(byTrigger(comparing.after), byTrigger(comparing.before))) {
    const operation = `callback ${trigger}`;
    if (before && after) compareCallback(before, after, operation, comparing);
    else comparing.add({ operation, path: "callback" }, { what: "callback", ...presenceOf(before, after) });
  }
}

function byTrigger({ root, resolve }: Document): Map<string, Operation> {
  return new Map(listOperations(root.webhooks, resolve).map((callback) => [callback.path, callback]));
}

function compareCallback(before: Operation, after: Operation, operation: string, comparing: Comparing): void {
  const place = { operation, path: "payload" };
  addDeprecated(comparing, place, before.object, after.object);
  const [body, otherBody] = [
    comparing.before.resolve(before.object.requestBody),
    comparing.after.resolve(after.object.requestBody),
  ];
  compareContent(body, otherBody, "response", place, comparing);
  // What a receiver is sent beside the payload, and how it responds, is written by hand in the package.
  const owners = {
    before: { ...before.object, ...besidePayload(before, comparing.before.resolve) },
    after: { ...after.object, ...besidePayload(after, comparing.after.resolve) },
  };
  addMembers(comparing, (path) => ({ operation, path }), "callback", owners, READ);
}

function besidePayload(operation: Operation, resolve: Comparing["before"]["resolve"]) {
  return {
    parameters: operation.parameters.map(({ object }) => object),
    responses: Object.fromEntries(responsesOf(operation, resolve)),
  };
}
