import type { Schema } from "@sinch-fetch/description";
import { descriptionOf, json, operation } from "@sinch-fetch/description/testing";
import { describe, expect, test } from "vitest";
import { oneDirection } from "../src/one-direction.ts";

const TEXT: Schema = { type: "string" };
const ANSWER = { $ref: "#/components/schemas/NoteAnswer" };
const NOTE = { $ref: "#/components/schemas/Note" };

/** The schemas that are left of some, and what an operation that returns a `NoteAnswer` refers to. */
function viewOf(schemas: Record<string, Schema>) {
  const get = operation({ responses: { 200: json(ANSWER) } });
  const { components, paths } = oneDirection(descriptionOf({ "/notes": { get } }, schemas));
  const response = paths["/notes"]?.get;
  const refers = JSON.stringify(response).includes(`"${ANSWER.$ref}"`) ? "NoteAnswer" : "Note";
  return { schemas: components?.schemas, refers };
}

describe("a schema and its tolerant form", () => {
  test("become one, which all refer to", () => {
    const strict: Schema = { type: "object", properties: { text: TEXT, inner: NOTE }, additionalProperties: false };
    const tolerant: Schema = { type: "object", properties: { text: TEXT, inner: ANSWER } };
    const list = { type: "array", items: ANSWER };

    const view = viewOf({ Note: strict, NoteAnswer: tolerant, NoteList: list });

    expect(view).toEqual({ schemas: { Note: strict, NoteList: { type: "array", items: NOTE } }, refers: "Note" });
  });

  test("become a union of one kind where the tolerant form takes others", () => {
    const kind: Schema = { type: "object", properties: { type: { type: "string", const: "PEN" } }, required: ["type"] };
    const other = { type: "object", required: ["type"], properties: { type: { type: "string" } } };

    const view = viewOf({ Note: { description: "A note.", ...kind }, NoteAnswer: { anyOf: [kind, other] } });

    expect(view).toEqual({ schemas: { Note: { description: "A note.", oneOf: [kind] } }, refers: "Note" });
  });

  test.each<[string, Schema]>([
    ["have other members", { type: "object", properties: { words: TEXT } }],
    ["require other members", { type: "object", properties: { text: TEXT }, required: ["text"] }],
  ])("are two where they %s", (_, other) => {
    const schemas = { Note: { type: "object", properties: { text: TEXT } }, NoteAnswer: other };

    expect(viewOf(schemas)).toEqual({ schemas, refers: "NoteAnswer" });
  });

  test("are not a schema of such a name alone", () => {
    expect(viewOf({ NoteAnswer: TEXT })).toEqual({ schemas: { NoteAnswer: TEXT }, refers: "NoteAnswer" });
  });
});
