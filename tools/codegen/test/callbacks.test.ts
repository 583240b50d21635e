import { BrokenDescription, type Description, type OperationObject } from "@sinch-fetch/description";
import { descriptionOf, json, operation } from "@sinch-fetch/description/testing";
import { describe, expect, test } from "vitest";
import { generateCallbacks } from "../src/callbacks.ts";

const NOTE = { $ref: "#/components/schemas/Note" };

/** A description of the callbacks by trigger, each with the given members. */
function callbacksOf(callbacks: Record<string, Partial<OperationObject>>): Description {
  const webhooks = Object.entries(callbacks).map(([trigger, members]) => [
    trigger,
    { post: operation({ operationId: `Callbacks_${trigger}`, requestBody: json(NOTE), ...members }) },
  ]);
  return { ...descriptionOf({}), webhooks: Object.fromEntries(webhooks) };
}

describe("generateCallbacks", () => {
  test("writes the payload of each trigger, and the property by which it is recognised", () => {
    const description = callbacksOf({
      NOTE_KEPT: { summary: "A note is kept", "x-payload-property": "note" },
      NOTE_GONE: {
        description: "A note is gone.",
        requestBody: json({ $ref: "#/components/schemas/Absence" }),
        "x-payload-property": "absence",
      },
    });

    expect(generateCallbacks(description)).toBe(`import type { Absence, Note } from "./schemas.gen.ts";

/** The payloads of callbacks, by trigger. */
export interface CallbackPayloads {
  /**
   * A note is kept.
   *
   * Reads one note.
   */
  NOTE_KEPT: Note;

  /** A note is gone. */
  NOTE_GONE: Absence;
}

/** The trigger of a payload, by the property that only its payload has. */
export const triggers: Readonly<Record<string, keyof CallbackPayloads>> = {"note":"NOTE_KEPT","absence":"NOTE_GONE"};
`);
  });

  test("writes nothing for an API without callbacks", () => {
    expect(generateCallbacks(descriptionOf({ "/notes": { get: operation() } }))).toBeUndefined();
  });

  test.each([
    {
      name: "that says no property",
      callbacks: { A: {} },
      want: new BrokenDescription("x-payload-property is missing", "Callbacks_A"),
    },
    {
      name: "whose payload has no name",
      callbacks: { A: { "x-payload-property": "a", requestBody: json({ type: "object" }) } },
      want: new BrokenDescription("its payload is not a schema with a name", "Callbacks_A"),
    },
    {
      name: "that says the property of another",
      callbacks: { A: { "x-payload-property": "a" }, B: { "x-payload-property": "a" } },
      want: new BrokenDescription("x-payload-property a is that of Callbacks_A too", "Callbacks_B"),
    },
  ])("refuses a callback $name", ({ callbacks, want }) => {
    expect(() => generateCallbacks(callbacksOf(callbacks))).toThrow(want);
  });
});
