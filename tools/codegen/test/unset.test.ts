import type { Schema } from "@sinch-fetch/description";
import { descriptionOf } from "@sinch-fetch/description/testing";
import { expect, test } from "vitest";
import { unsetOf } from "../src/unset.ts";

const TEXT: Schema = { type: "string" };
const NULLABLE: Schema = { ...TEXT, "x-nullable-in-answers": true };
const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

const DESCRIPTION = descriptionOf(
  {},
  {
    Base: { type: "object", properties: { agent: { ...ref("Agent"), "x-nullable-in-answers": true } } },
    Agent: { type: "object", properties: { name: TEXT } },
    Tree: { type: "object", properties: { note: NULLABLE, inner: ref("Tree") } },
    List: { type: "array", items: { type: "object", properties: { note: NULLABLE } } },
  },
);

test.each<{ place: string; schema: Schema; want: unknown }>([
  {
    place: "nowhere",
    schema: { type: "object", properties: { text: TEXT, either: { anyOf: [TEXT, { type: "null" }] } } },
    want: undefined,
  },
  {
    place: "at a member",
    schema: { type: "object", properties: { text: NULLABLE, other: TEXT } },
    want: { text: null },
  },
  {
    place: "as a value",
    schema: { properties: { pen: { ...TEXT, "x-unset-in-answers": "NONE" } } },
    want: { pen: "NONE" },
  },
  {
    place: "in a part",
    schema: { allOf: [ref("Base")], properties: { text: NULLABLE } },
    want: { agent: null, text: null },
  },
  {
    place: "in alternatives",
    schema: { oneOf: [ref("Base"), { properties: { text: NULLABLE } }] },
    want: { agent: null, text: null },
  },
  { place: "in items elsewhere", schema: { properties: { all: ref("List") } }, want: { all: [{ note: null }] } },
  { place: "in the values of a map", schema: { additionalProperties: ref("Base") }, want: { "*": { agent: null } } },
  { place: "in a schema within itself, once", schema: ref("Tree"), want: { note: null } },
])("what was never set is found $place", ({ schema, want }) => {
  expect(unsetOf(schema, DESCRIPTION)).toEqual(want);
});
