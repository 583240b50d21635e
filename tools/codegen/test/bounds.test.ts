import type { Schema } from "@sinch-fetch/description";
import { descriptionOf } from "@sinch-fetch/description/testing";
import { describe, expect, test } from "vitest";
import { boundsOf } from "../src/bounds.ts";

const TEXT: Schema = { type: "string" };

function list(maxItems?: number, items: Schema = TEXT): Schema {
  return { type: "array", items, ...(maxItems === undefined ? {} : { maxItems }) };
}

function object(properties: Record<string, Schema>): Schema {
  return { type: "object", properties };
}

function ref(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` };
}

interface Case {
  readonly name: string;
  readonly given: Schema;
  readonly schemas?: Record<string, Schema>;
  readonly want: object | undefined;
}

const STRUCTURE: Case[] = [
  { name: "a list", given: { ...list(5), minItems: 1 }, want: { min: 1, max: 5 } },
  { name: "a list without limits", given: list(), want: undefined },
  { name: "a string", given: TEXT, want: undefined },
  { name: "an object without lists", given: object({ a: TEXT, b: object({ c: TEXT }) }), want: undefined },
  {
    name: "lists in lists in objects, and nothing beside them",
    given: object({ a: TEXT, b: object({ c: list(2, object({ d: list(3) })), e: list() }) }),
    want: { fields: { b: { fields: { c: { max: 2, items: { fields: { d: { max: 3 } } } } } } } },
  },
  {
    name: "the values of a map",
    given: { type: "object", additionalProperties: object({ a: list(2) }) },
    want: { values: { fields: { a: { max: 2 } } } },
  },
  { name: "a text of bounded length", given: { type: "string", maxLength: 3 }, want: { maxLength: 3 } },
  { name: "a number", given: { type: "integer", minimum: 1, maximum: 20 }, want: { minimum: 1, maximum: 20 } },
  {
    name: "a text of a form, in words",
    given: object({ ttl: { type: "string", pattern: "s$", "x-expected": "seconds" } }),
    want: { fields: { ttl: { pattern: "s$", expected: "seconds" } } },
  },
  {
    name: "a text of a form without words for it",
    given: { type: "string", pattern: "s$" },
    want: { pattern: "s$", expected: "a match of s$" },
  },
  { name: "true or false", given: { type: "boolean", minimum: 1 }, want: undefined },
  {
    name: "the longer of two texts, and a form that both have",
    given: {
      oneOf: [
        { type: "string", maxLength: 3, pattern: "s$", "x-expected": "seconds" },
        { type: "string", maxLength: 5, pattern: "s$", "x-expected": "seconds" },
      ],
    },
    want: { maxLength: 5, pattern: "s$", expected: "seconds" },
  },
  {
    name: "a text that one alternative bounds and another does not",
    given: { oneOf: [{ type: "string", maxLength: 3 }, TEXT] },
    want: undefined,
  },
  {
    name: "a map with known fields, whose limits are those of all values",
    given: {
      properties: { a: { type: "string", maxLength: 3 }, b: { type: "string", maxLength: 2 } },
      additionalProperties: { type: "string", maxLength: 3 },
    },
    want: { fields: { b: { maxLength: 2 } }, values: { maxLength: 3 } },
  },
  { name: "a map of anything", given: { type: "object", additionalProperties: true }, want: undefined },
  { name: "a schema elsewhere", given: ref("List"), schemas: { List: list(4) }, want: { max: 4 } },
  {
    name: "a schema elsewhere with limits of its own beside it",
    given: { ...ref("List"), minItems: 2, maxItems: 3 },
    schemas: { List: list(4) },
    want: { min: 2, max: 3 },
  },
  { name: "a list that may be null", given: { ...list(4), type: ["array", "null"] }, want: { max: 4 } },
];

const PARTS: Case[] = [
  {
    name: "the fields of all",
    given: { allOf: [object({ a: list(1) }), object({ b: list(2) })], properties: { c: list(3) } },
    want: { fields: { a: { max: 1 }, b: { max: 2 }, c: { max: 3 } } },
  },
  {
    name: "the tighter limits",
    given: { ...list(4), minItems: 1, allOf: [{ minItems: 2 }, { maxItems: 9 }] },
    want: { min: 2, max: 4 },
  },
  {
    name: "the limits in items and values",
    given: { allOf: [list(undefined, list(2)), { items: list(3) }, { additionalProperties: list(4) }] },
    want: { items: { max: 2 }, values: { max: 4 } },
  },
];

const ALTERNATIVES: Case[] = [
  {
    name: "fields that one of them knows",
    given: { oneOf: [object({ a: list(1) }), object({ b: list(2) })] },
    want: { fields: { a: { max: 1 }, b: { max: 2 } } },
  },
  {
    name: "the looser limits of a field that both know",
    given: { oneOf: [object({ a: { ...list(3), minItems: 2 } }), object({ a: { ...list(7), minItems: 1 } })] },
    want: { fields: { a: { min: 1, max: 7 } } },
  },
  {
    name: "nothing on a field that one of them leaves unlimited",
    given: { anyOf: [object({ a: list(3) }), object({ a: list() })] },
    want: undefined,
  },
  {
    name: "the limits of a list that may be something else",
    given: { anyOf: [list(3), { type: "null" }, TEXT] },
    want: { max: 3 },
  },
  {
    name: "the looser limits in items and values",
    given: { oneOf: [list(undefined, list(2)), list(undefined, list(5))] },
    want: { items: { max: 5 } },
  },
  {
    name: "nothing in items and values that one of them leaves unlimited",
    given: {
      oneOf: [
        { ...list(undefined, list(2)), additionalProperties: list(3) },
        { type: ["array", "object"], maxItems: 9 },
      ],
    },
    want: undefined,
  },
  {
    name: "its own fields beside alternatives that only name keys",
    given: { ...object({ a: list(1), b: list(2) }), oneOf: [{ required: ["a"] }, { required: ["b"] }] },
    want: { fields: { a: { max: 1 }, b: { max: 2 } } },
  },
];

const RECURSION: Case[] = [
  {
    name: "a schema within itself",
    given: ref("Tree"),
    schemas: { Tree: object({ children: list(2, ref("Tree")) }) },
    want: { fields: { children: { max: 2 } } },
  },
  {
    name: "two schemas within each other",
    given: ref("A"),
    schemas: { A: object({ b: ref("B"), list: list(1) }), B: object({ a: ref("A"), list: list(2) }) },
    want: { fields: { list: { max: 1 }, b: { fields: { list: { max: 2 } } } } },
  },
  {
    name: "a schema at two places, followed at both",
    given: object({ a: ref("List"), b: ref("List") }),
    schemas: { List: list(3) },
    want: { fields: { a: { max: 3 }, b: { max: 3 } } },
  },
];

describe("boundsOf", () => {
  describe.each([
    ["finds", STRUCTURE],
    ["takes from the parts of an allOf", PARTS],
    ["takes from alternatives", ALTERNATIVES],
    ["follows once", RECURSION],
  ])("%s", (_, cases) => {
    test.each(cases)("$name", ({ given, schemas, want }) => {
      expect(boundsOf(given, descriptionOf({}, schemas))).toEqual(want);
    });
  });
});
