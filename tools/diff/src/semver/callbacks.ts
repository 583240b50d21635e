import { type Document, listOperations, type Operation } from "@sinch-fetch/description";
import { compareContent, responsesOf } from "../walk/compare-messages.ts";
import type { Comparing } from "../walk/comparing.ts";
import { presenceOf, sideBySide } from "../walk/side-by-side.ts";

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
  comparing.addDeprecated(before.object, after.object, place);
  const [was, is] = [readCallback(before, comparing.before), readCallback(after, comparing.after)];
  compareContent(was.body, is.body, "response", place, comparing);
  // What a receiver is sent beside the payload, and how it responds, is written by hand in the package.
  comparing.addMembers("callback", was.object, is.object, { operation });
}

function readCallback(callback: Operation, { resolve }: Document) {
  const parameters = callback.parameters.map(({ object }) => object);
  const responses = Object.fromEntries(responsesOf(callback, resolve));
  return { body: resolve(callback.object.requestBody), object: { ...callback.object, parameters, responses } };
}
