import { listOperations, type Operation } from "@sinch-fetch/description";
import { compareContent, responsesOf } from "../walk/compare-messages.ts";
import { addDeprecated, addMembers, type Comparing } from "../walk/comparing.ts";

const READ = new Set(["requestBody", "deprecated"]);

/** Compares the callbacks of two descriptions, by trigger. The service writes their bodies, as it writes responses. */
export function compareCallbacks(comparing: Comparing): void {
  const { before, after } = comparing;
  const [was, is] = [before, after].map(({ root, resolve }) => listOperations(root.webhooks, resolve));
  for (const trigger of new Set([...(is ?? []), ...(was ?? [])].map(({ path }) => path))) {
    const [one, other] = [was, is].map((all) => all?.find(({ path }) => path === trigger));
    const operation = `callback ${trigger}`;
    if (one && other) compareCallback(one, other, operation, comparing);
    else {
      const presence = { before: one !== undefined, after: other !== undefined };
      comparing.add({ operation, path: "callback" }, { what: "callback", ...presence });
    }
  }
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
