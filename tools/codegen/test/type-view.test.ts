import type { Schema } from "@sinch-fetch/description";
import { descriptionOf } from "@sinch-fetch/description/testing";
import { describe, expect, test } from "vitest";
import { typeView } from "../src/type-view.ts";

const TEXT: Schema = { description: "A text.", type: "string" };
const NUMBER: Schema = { description: "A number.", type: "number" };
const ABSENT = { type: "null", "x-absent": true };

/** The kinds that this version does not know, which have none of the given keys. */
function unrecognized(...absent: string[]): Schema {
  return { type: "object", "x-unrecognized": { absent } };
}

/** What one of the kinds is said to be. */
function kind(schema: Schema, rule: string): Schema {
  return { ...schema, description: `${schema.description}\n\n${rule}` };
}

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
    const rule = "Exactly one of `text` and `size` is set.";

    expect(viewOf(given)).toEqual({
      description: "A note.",
      type: "object",
      properties: { id: TEXT },
      required: ["id"],
      additionalProperties: false,
      oneOf: [
        { type: "object", required: ["text"], properties: { text: kind(TEXT, rule), size: ABSENT } },
        { type: "object", required: ["size"], properties: { text: ABSENT, size: kind(NUMBER, rule) } },
        unrecognized("text", "size"),
      ],
    });
  });

  test("may need several keys each, and share some", () => {
    const given: Schema = {
      type: "object",
      properties: { text: TEXT, size: NUMBER, id: TEXT },
      oneOf: [{ required: ["text", "id"] }, { required: ["size", "id"] }],
    };
    const rule = "Exactly one of `text` with `id` and `size` with `id` is set.";

    expect(viewOf(given)).toEqual({
      type: "object",
      oneOf: [
        {
          type: "object",
          required: ["text", "id"],
          properties: { text: kind(TEXT, rule), id: kind(TEXT, rule), size: ABSENT },
        },
        {
          type: "object",
          required: ["size", "id"],
          properties: { text: ABSENT, id: kind(TEXT, rule), size: kind(NUMBER, rule) },
        },
        unrecognized("text", "size"),
      ],
    });
  });

  test("are found in nested schemas", () => {
    const kinds: Schema = {
      type: "object",
      properties: { text: TEXT },
      oneOf: [{ required: ["text"] }],
    };
    const text = kind(TEXT, "Exactly one of `text` is set.");

    expect(viewOf({ type: "array", items: { allOf: [kinds] } })).toEqual({
      type: "array",
      items: {
        allOf: [
          {
            type: "object",
            oneOf: [{ type: "object", required: ["text"], properties: { text } }, unrecognized()],
          },
        ],
      },
    });
  });

  test("are counted in the docs where they are many", () => {
    const names = ["a", "b", "c", "d", "e"];
    const view = viewOf({
      type: "object",
      properties: Object.fromEntries(names.map((name) => [name, {}])),
      oneOf: names.map((name) => ({ required: [name] })),
    });

    expect(view?.oneOf?.[0]?.properties?.a).toEqual({ description: "Exactly one of the 5 kinds is set." });
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
  const [text, size] = [TEXT, NUMBER].map((schema) => kind(schema, "At least one of `text` and `size` is set."));

  test("becomes a union of objects that each require one of them and allow the others", () => {
    const given: Schema = {
      type: "object",
      properties: { text: TEXT, size: NUMBER },
      anyOf: [{ required: ["text"] }, { required: ["size"] }],
    };

    expect(viewOf(given)).toEqual({
      type: "object",
      anyOf: [
        { type: "object", required: ["text"], properties: { text, size } },
        { type: "object", required: ["size"], properties: { text, size } },
        unrecognized("text", "size"),
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
        { type: "object", required: ["text"], properties: { text, size } },
        { type: "object", required: ["size"], properties: { text, size } },
        unrecognized("text", "size"),
      ],
    });
  });

  test.each(["oneOf", "anyOf"])("leaves the alternatives in %s that say more", (keyword) => {
    const more = [{ $ref: "#/components/schemas/Other" }];
    const lists = keyword === "oneOf" ? "anyOf" : "oneOf";
    const rule = `${keyword === "oneOf" ? "At least" : "Exactly"} one of \`text\` is set.`;

    const view = viewOf(
      { type: "object", properties: { text: TEXT }, [lists]: [{ required: ["text"] }], [keyword]: more },
      { Other: { type: "object" } },
    );

    expect(view).toEqual({
      type: "object",
      [lists]: [{ type: "object", required: ["text"], properties: { text: kind(TEXT, rule) } }, unrecognized()],
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

describe("kinds told apart by a constant", () => {
  const kindOf = (value: string): Schema => ({ type: "object", properties: { type: { const: value }, text: TEXT } });
  const unknown = { type: "object", "x-unrecognized": { discriminator: "type" } };
  const $ref = "#/components/schemas/Pen";

  test.each(["oneOf", "anyOf"])("in %s get an alternative for those of a later version", (keyword) => {
    const kinds = [{ $ref }, kindOf("BRUSH")];

    expect(viewOf({ [keyword]: kinds }, { Pen: kindOf("PEN") })).toEqual({ [keyword]: [...kinds, unknown] });
  });

  test("get it in place of the one that bundling adds", () => {
    const other: Schema = { type: "object", properties: { type: { type: "string", "x-open-enum": [] } } };

    expect(viewOf({ anyOf: [kindOf("PEN"), other] })).toEqual({ anyOf: [kindOf("PEN"), unknown] });
  });

  test("are not those of which one has another constant, or none", () => {
    const kinds = [kindOf("PEN"), { type: "object", properties: { kind: { const: "BRUSH" } } }];

    expect(viewOf({ oneOf: kinds })).toEqual({ oneOf: kinds });
    expect(viewOf({ oneOf: [kindOf("PEN"), TEXT] })).toEqual({ oneOf: [kindOf("PEN"), TEXT] });
  });
});

describe("an enum", () => {
  const color: Schema = { description: "A colour.", type: "string", enum: ["RED", "BLUE"] };
  const known = { type: "string", "x-known-values": ["RED", "BLUE"] };

  test("holds its values as known ones", () => {
    expect(viewOf(color)).toEqual({ description: "A colour.", ...known });
  });

  test.each([
    { form: "first", anyOf: [{ type: "string", enum: ["RED", "BLUE"] }, { type: "string" }] },
    { form: "last", anyOf: [{ type: "string" }, { type: "string", enum: ["RED", "BLUE"] }] },
  ])("is the same beside a string, with its values $form", ({ anyOf }) => {
    expect(viewOf({ description: "The paper.", anyOf })).toEqual({ description: "The paper.", ...known });
  });

  test("of a schema elsewhere is that schema, also beside a string", () => {
    const $ref = "#/components/schemas/Color";

    expect(viewOf({ description: "The paper.", anyOf: [{ $ref }, { type: "string" }] }, { Color: color })).toEqual({
      description: "The paper.",
      $ref,
    });
  });

  test.each([
    { form: "a number", others: [{ type: "number" }] },
    { form: "a limited string", others: [{ type: "string", maxLength: 3 }] },
    { form: "two others", others: [{ type: "string" }, { type: "null" }] },
  ])("is no more than one alternative beside $form", ({ others }) => {
    expect(viewOf({ anyOf: [{ type: "string", enum: ["RED", "BLUE"] }, ...others] })).toEqual({
      anyOf: [known, ...others],
    });
  });

  test("of numbers stays as it is", () => {
    expect(viewOf({ type: "number", enum: [1, 2] })).toEqual({ type: "number", enum: [1, 2] });
  });
});

test("a property that an alternative must not have is absent, and says nothing", () => {
  const property = { description: "Not here.", not: {} };

  expect(viewOf({ type: "object", properties: { text: property } })?.properties?.text).toEqual(ABSENT);
});

describe("a property that was never set", () => {
  test("may be what responses have for it in both directions", () => {
    const $ref = "#/components/schemas/Pen";
    const property = { description: "What it is written with.", $ref, "x-unset-in-answers": "NONE" };

    const view = viewOf({ type: "object", properties: { pen: property } }, { Pen: { type: "string" } });

    expect(view?.properties?.pen).toEqual({
      description: "What it is written with.",
      anyOf: [{ $ref }, { const: "NONE" }],
    });
  });

  test("may be null in both directions", () => {
    const nullable = { ...TEXT, default: "a", "x-nullable-in-answers": true };

    const view = viewOf({ type: "object", properties: { text: nullable } });

    expect(view?.properties?.text).toEqual({
      description: "A text.",
      default: "a",
      anyOf: [{ type: "string" }, { type: "null" }],
    });
  });
});

describe("what an object requires of its parts", () => {
  const Base: Schema = { type: "object", properties: { text: { type: "string", enum: ["a"] } } };
  const allOf = [{ $ref: "#/components/schemas/Base" }];

  test("is a member of its own", () => {
    expect(viewOf({ allOf, required: ["text"] }, { Base })).toEqual({
      allOf,
      required: ["text"],
      properties: { text: { type: "string", "x-known-values": ["a"] } },
    });
  });

  test("is found in the parts of a part, beside members of its own", () => {
    const Middle: Schema = { allOf };

    const view = viewOf(
      { allOf: [{ $ref: "#/components/schemas/Middle" }], properties: { size: NUMBER }, required: ["size", "text"] },
      { Base, Middle },
    );

    expect(Object.keys(view?.properties ?? {})).toEqual(["size", "text"]);
  });

  test("is left to the server where no part has it", () => {
    expect(viewOf({ allOf, required: ["other"] }, { Base })).toEqual({ allOf, required: ["other"] });
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
      properties: Object.fromEntries(names.map((name) => [name, { type: "string", "x-known-values": ["RED"] }])),
    });
  });
});
