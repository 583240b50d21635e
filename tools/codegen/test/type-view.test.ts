import type { Schema } from "@sinch-fetch/description";
import { descriptionOf } from "@sinch-fetch/description/testing";
import { describe, expect, test } from "vitest";
import { typeView } from "../src/type-view.ts";

const TEXT: Schema = { description: "A text.", type: "string" };
const NUMBER: Schema = { description: "A number.", type: "number" };
const ABSENT = { type: "null", "x-never": true };

/** The view of a schema beside which the given ones stand. */
function viewOf(schema: Schema, others: Record<string, Schema> = {}): Schema | undefined {
  return typeView(descriptionOf({}, { Subject: schema, ...others })).components?.schemas?.Subject;
}

describe("kinds told apart by key", () => {
  test("become a union whose members exclude each other's keys", () => {
    const given: Schema = {
      description: "A note.",
      type: "object",
      properties: { text: TEXT, size: NUMBER, id: TEXT },
      required: ["id"],
      oneOf: [{ required: ["text"] }, { required: ["size"] }],
      additionalProperties: false,
    };

    expect(viewOf(given)).toEqual({
      description: "A note.",
      type: "object",
      properties: { id: TEXT },
      required: ["id"],
      additionalProperties: false,
      oneOf: [
        { type: "object", required: ["text"], properties: { text: TEXT, size: ABSENT } },
        { type: "object", required: ["size"], properties: { text: ABSENT, size: NUMBER } },
      ],
    });
  });

  test("may need several keys each, and share some", () => {
    const given: Schema = {
      type: "object",
      properties: { text: TEXT, size: NUMBER, id: TEXT },
      oneOf: [{ required: ["text", "id"] }, { required: ["size", "id"] }],
    };

    expect(viewOf(given)).toEqual({
      type: "object",
      oneOf: [
        { type: "object", required: ["text", "id"], properties: { text: TEXT, id: TEXT, size: ABSENT } },
        { type: "object", required: ["size", "id"], properties: { text: ABSENT, id: TEXT, size: NUMBER } },
      ],
    });
  });

  test("are found in nested schemas", () => {
    const kinds: Schema = {
      type: "object",
      properties: { text: TEXT },
      oneOf: [{ required: ["text"] }],
    };

    expect(viewOf({ type: "array", items: { allOf: [kinds] } })).toEqual({
      type: "array",
      items: {
        allOf: [{ type: "object", oneOf: [{ type: "object", required: ["text"], properties: { text: TEXT } }] }],
      },
    });
  });

  test("leave other alternatives as they are", () => {
    const given: Schema = {
      type: "object",
      properties: { text: TEXT },
      oneOf: [{ required: ["text"] }, { required: ["text"], properties: { text: { const: "x" } } }],
    };

    expect(viewOf(given)).toEqual(given);
    expect(viewOf({ oneOf: [{ required: ["text"] }] })).toEqual({ oneOf: [{ required: ["text"] }] });
  });
});

describe("at least one of several keys", () => {
  test("becomes a union of objects that each require one of them and allow the others", () => {
    const given: Schema = {
      type: "object",
      properties: { text: TEXT, size: NUMBER },
      anyOf: [{ required: ["text"] }, { required: ["size"] }],
    };

    expect(viewOf(given)).toEqual({
      type: "object",
      anyOf: [
        { type: "object", required: ["text"], properties: { text: TEXT, size: NUMBER } },
        { type: "object", required: ["size"], properties: { text: TEXT, size: NUMBER } },
      ],
    });
  });

  test("applies beside the other keys", () => {
    const given: Schema = {
      type: "object",
      properties: { id: TEXT, text: TEXT, size: NUMBER },
      required: ["id"],
      anyOf: [{ required: ["text"] }, { required: ["size"] }],
    };

    expect(viewOf(given)).toEqual({
      type: "object",
      properties: { id: TEXT },
      required: ["id"],
      oneOf: [
        { type: "object", required: ["text"], properties: { text: TEXT, size: NUMBER } },
        { type: "object", required: ["size"], properties: { text: TEXT, size: NUMBER } },
      ],
    });
  });

  test.each(["oneOf", "anyOf"])("leaves the alternatives in %s that say more", (keyword) => {
    const more = [{ $ref: "#/components/schemas/Other" }];
    const lists = keyword === "oneOf" ? "anyOf" : "oneOf";

    const view = viewOf(
      { type: "object", properties: { text: TEXT }, [lists]: [{ required: ["text"] }], [keyword]: more },
      { Other: { type: "object" } },
    );

    expect(view).toEqual({
      type: "object",
      [lists]: [{ type: "object", required: ["text"], properties: { text: TEXT } }],
      [keyword]: more,
    });
  });
});

describe("anyOf beside the members of an object", () => {
  const anyOf = [{ $ref: "#/components/schemas/Other" }, NUMBER];
  const others = { Other: { type: "object" } };

  test.each<[string, Schema]>([
    ["properties", { properties: { text: TEXT } }],
    ["parts", { allOf: [{ $ref: "#/components/schemas/Other" }] }],
    ["values of a map", { additionalProperties: TEXT }],
  ])("applies to its %s", (_, members) => {
    expect(viewOf({ ...members, anyOf }, others)).toEqual({ ...members, oneOf: anyOf });
  });

  test("stays apart from its oneOf", () => {
    const properties = { text: TEXT };
    const oneOf = [TEXT];

    expect(viewOf({ properties, oneOf, anyOf }, others)).toEqual({ properties, oneOf, allOf: [{ anyOf }] });
  });

  test("is left alone where there are no members", () => {
    expect(viewOf({ anyOf, oneOf: [TEXT] }, others)).toEqual({ anyOf, oneOf: [TEXT] });
    expect(viewOf({ anyOf, additionalProperties: false }, others)).toEqual({ anyOf, additionalProperties: false });
  });
});

describe("an open enum", () => {
  const color: Schema = { description: "A colour.", type: "string", enum: ["RED", "BLUE"] };
  const want = { description: "The paper.", type: "string", "x-open-enum": ["RED", "BLUE"] };

  test.each([
    { form: "with its values first", anyOf: [{ type: "string", enum: ["RED", "BLUE"] }, { type: "string" }] },
    { form: "with its values last", anyOf: [{ type: "string" }, { type: "string", enum: ["RED", "BLUE"] }] },
    { form: "of a schema elsewhere", anyOf: [{ $ref: "#/components/schemas/Color" }, { type: "string" }] },
  ])("$form keeps its values beside the string", ({ anyOf }) => {
    expect(viewOf({ description: "The paper.", anyOf }, { Color: color })).toEqual(want);
  });

  test.each([
    { form: "a number", anyOf: [{ type: "string", enum: ["RED"] }, { type: "number" }] },
    {
      form: "a limited string",
      anyOf: [
        { type: "string", enum: ["RED"] },
        { type: "string", maxLength: 3 },
      ],
    },
    { form: "two others", anyOf: [{ type: "string", enum: ["RED"] }, { type: "string" }, { type: "null" }] },
  ])("is not what stands beside $form", ({ anyOf }) => {
    expect(viewOf({ anyOf })).toEqual({ anyOf });
  });
});

describe("a property that refers to a schema", () => {
  const others = { Color: { description: "A colour.", type: "string", default: "RED" } };
  const $ref = "#/components/schemas/Color";

  test("gets the description and the default of the schema", () => {
    const view = viewOf({ type: "object", properties: { color: { $ref } } }, others);

    expect(view?.properties?.color).toEqual({ description: "A colour.", default: "RED", $ref });
  });

  test("or to it or null gets them too", () => {
    const anyOf = [{ $ref }, { type: "null" }];

    const view = viewOf({ type: "object", properties: { color: { anyOf } } }, others);

    expect(view?.properties?.color).toEqual({ description: "A colour.", default: "RED", anyOf });
  });

  test("keeps what it says itself", () => {
    const own = { $ref, description: "The paper.", default: "BLUE" };

    expect(viewOf({ type: "object", properties: { color: own } }, others)?.properties?.color).toEqual(own);
  });

  test("gets nothing where the schema says nothing", () => {
    const view = viewOf({ type: "object", properties: { color: { $ref } } }, { Color: { type: "string" } });

    expect(view?.properties?.color).toEqual({ $ref });
  });
});

describe("values of the API", () => {
  const value = { properties: { a: { $ref: "#/nowhere" } }, oneOf: [{ required: ["a"] }] };

  test.each(["example", "default", "const"])("under %s are left alone", (keyword) => {
    expect(viewOf({ type: "object", [keyword]: value })).toEqual({ type: "object", [keyword]: value });
  });

  test("are not confused with properties of such names", () => {
    const names = ["example", "examples", "default", "const", "enum", "properties"];
    const open = { anyOf: [{ type: "string", enum: ["RED"] }, { type: "string" }] };

    expect(viewOf({ type: "object", properties: Object.fromEntries(names.map((name) => [name, open])) })).toEqual({
      type: "object",
      properties: Object.fromEntries(names.map((name) => [name, { type: "string", "x-open-enum": ["RED"] }])),
    });
  });
});
