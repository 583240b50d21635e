import type { Schema } from "@sinch-fetch/description";
import { descriptionOf } from "@sinch-fetch/description/testing";
import { describe, expect, test } from "vitest";
import { described, formOf } from "../src/schema-form.ts";
import { typeOf } from "../src/schema-types.ts";
import { written } from "../src/type-tree.ts";

const TEXT: Schema = { description: "A text.", type: "string" };
const NUMBER: Schema = { description: "A number.", type: "number" };
const ABSENT = { not: {} };

/** The kinds that this version does not know, which have none of the given keys. */
function unrecognized(...absent: string[]): Schema {
  return { type: "object", "x-unrecognized": { absent } };
}

/** What one of the kinds is said to be. */
function kind(schema: Schema, rule: string): Schema {
  return { ...schema, description: `${schema.description}\n\n${rule}` };
}

/** The form of a schema beside which the given ones stand. */
function formIn(schema: Schema, others: Record<string, Schema> = {}): Schema {
  return formOf(schema, descriptionOf({}, others));
}

/** The type of a schema beside which the given ones stand, on one line and without docs. */
function typeIn(schema: Schema, others: Record<string, Schema> = {}): string {
  const text = written(typeOf(schema, descriptionOf({}, others)));
  return text.replaceAll(/\/\*\*.*?\*\//gs, "").replaceAll(/\s+/g, " ");
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

    expect(formIn(given)).toEqual({
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

    expect(formIn(given)).toEqual({
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

    expect(typeIn({ type: "array", items: { allOf: [kinds] } })).toBe(
      "({ text: string; } | (UnrecognizedKind & {}))[]",
    );
  });

  test("are counted in the docs where they are many", () => {
    const names = ["a", "b", "c", "d", "e"];
    const form = formIn({
      type: "object",
      properties: Object.fromEntries(names.map((name) => [name, {}])),
      oneOf: names.map((name) => ({ required: [name] })),
    });

    expect(form.oneOf?.[0]?.properties?.a).toEqual({ description: "Exactly one of the 5 kinds is set." });
  });

  test("leave other alternatives as they are", () => {
    const given: Schema = {
      type: "object",
      properties: { text: TEXT },
      oneOf: [{ required: ["text"] }, { required: ["text"], properties: { text: { const: "x" } } }],
    };

    expect(formIn(given)).toEqual(given);
    expect(formIn({ oneOf: [{ required: ["text"] }] })).toEqual({ oneOf: [{ required: ["text"] }] });
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

    expect(formIn(given)).toEqual({
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

    expect(formIn(given)).toEqual({
      type: "object",
      properties: { id: TEXT },
      required: ["id"],
      anyOf: [
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

    const form = formIn(
      { type: "object", properties: { text: TEXT }, [lists]: [{ required: ["text"] }], [keyword]: more },
      { Other: { type: "object" } },
    );

    expect(form).toEqual({
      type: "object",
      [lists]: [{ type: "object", required: ["text"], properties: { text: kind(TEXT, rule) } }, unrecognized()],
      [keyword]: more,
    });
  });
});

describe("anyOf beside the members of an object", () => {
  const anyOf = [{ $ref: "#/components/schemas/Other" }, NUMBER];
  const others = { Other: { type: "object" } };

  test.each<[string, Schema, string]>([
    ["properties", { properties: { text: TEXT } }, "{ text?: string | undefined; }"],
    ["parts", { allOf: [{ $ref: "#/components/schemas/Other" }] }, "Other"],
    ["values of a map", { additionalProperties: TEXT }, "{ [key: string]: string; }"],
  ])("applies to its %s", (_, members, type) => {
    expect(typeIn({ ...members, anyOf }, others)).toBe(`${type} & (Other | number)`);
  });

  test("stays apart from its oneOf", () => {
    const given = { properties: { text: TEXT }, oneOf: [TEXT], anyOf };

    expect(typeIn(given, others)).toBe("{ text?: string | undefined; } & (Other | number) & string");
  });

  test("is left alone where there are no members", () => {
    expect(typeIn({ anyOf, oneOf: [TEXT] }, others)).toBe("(Other | number) & string");
    expect(typeIn({ anyOf, additionalProperties: false }, others)).toBe("Other | number");
  });
});

describe("kinds told apart by a constant", () => {
  const kindOf = (value: string): Schema => ({ type: "object", properties: { type: { const: value }, text: TEXT } });
  const unknown = { type: "object", "x-unrecognized": { discriminator: "type" } };
  const $ref = "#/components/schemas/Pen";

  test.each(["oneOf", "anyOf"])("in %s get an alternative for those of a later version", (keyword) => {
    const kinds = [{ $ref }, kindOf("BRUSH")];

    expect(formIn({ [keyword]: kinds }, { Pen: kindOf("PEN") })).toEqual({ [keyword]: [...kinds, unknown] });
  });

  test("get it in place of the one that bundling adds", () => {
    const other: Schema = { type: "object", properties: { type: { type: "string", "x-open-enum": [] } } };

    expect(formIn({ anyOf: [kindOf("PEN"), other] })).toEqual({ anyOf: [kindOf("PEN"), unknown] });
  });

  test("are not those of which one has another constant, or none", () => {
    const kinds = [kindOf("PEN"), { type: "object", properties: { kind: { const: "BRUSH" } } }];

    expect(formIn({ oneOf: kinds })).toEqual({ oneOf: kinds });
    expect(formIn({ oneOf: [kindOf("PEN"), TEXT] })).toEqual({ oneOf: [kindOf("PEN"), TEXT] });
  });
});

describe("an enum", () => {
  const color: Schema = { description: "A colour.", type: "string", enum: ["RED", "BLUE"] };
  const known = '"RED" | "BLUE" | Unrecognized';

  test("holds its values as known ones", () => {
    expect(typeIn(color)).toBe(known);
  });

  test.each([
    { form: "first", anyOf: [{ type: "string", enum: ["RED", "BLUE"] }, { type: "string" }] },
    { form: "last", anyOf: [{ type: "string" }, { type: "string", enum: ["RED", "BLUE"] }] },
  ])("is the same beside a string, with its values $form", ({ anyOf }) => {
    expect(typeIn({ description: "The paper.", anyOf })).toBe(known);
  });

  test("of a schema elsewhere is that schema, also beside a string", () => {
    const $ref = "#/components/schemas/Color";

    expect(typeIn({ description: "The paper.", anyOf: [{ $ref }, { type: "string" }] }, { Color: color })).toBe(
      "Color",
    );
  });

  test.each([
    { form: "a number", others: [{ type: "number" }], types: "number" },
    { form: "a limited string", others: [{ type: "string", maxLength: 3 }], types: "string" },
    { form: "two others", others: [{ type: "string" }, { type: "null" }], types: "string | null" },
  ])("is no more than one alternative beside $form", ({ others, types }) => {
    expect(typeIn({ anyOf: [{ type: "string", enum: ["RED", "BLUE"] }, ...others] })).toBe(`(${known}) | ${types}`);
  });

  test("of numbers stays as it is", () => {
    expect(typeIn({ type: "number", enum: [1, 2] })).toBe("1 | 2");
  });
});

test("a property that an alternative must not have is absent, and says nothing", () => {
  const property = { description: "Not here.", not: {} };

  expect(written(typeOf({ type: "object", properties: { text: property } }, descriptionOf({})))).toBe(
    "{\n    text?: undefined;\n}",
  );
});

describe("a property that was never set", () => {
  test("may be what responses have for it in both directions", () => {
    const $ref = "#/components/schemas/Pen";
    const property = { description: "What it is written with.", $ref, "x-unset-in-answers": "NONE" };

    const type = typeOf({ type: "object", properties: { pen: property } }, descriptionOf({}, { Pen: TEXT }));

    expect(written(type)).toBe('{\n    /** What it is written with. */\n    pen?: Pen | "NONE" | undefined;\n}');
  });

  test("may be null in both directions", () => {
    const nullable = { ...TEXT, default: "a", "x-nullable-in-answers": true };

    const type = typeOf({ type: "object", properties: { text: nullable } }, descriptionOf({}));

    expect(written(type)).toBe(`{
    /**
     * A text.
     *
     * @default a
     */
    text?: string | null | undefined;
}`);
  });
});

describe("what an object requires of its parts", () => {
  const Base: Schema = { type: "object", properties: { text: { type: "string", enum: ["a"] } } };
  const allOf = [{ $ref: "#/components/schemas/Base" }];

  test("is a member of its own", () => {
    expect(formIn({ allOf, required: ["text"] }, { Base })).toEqual({
      allOf,
      required: ["text"],
      properties: { text: { type: "string", enum: ["a"] } },
    });
  });

  test("is found in the parts of a part, beside members of its own", () => {
    const Middle: Schema = { allOf };

    const form = formIn(
      { allOf: [{ $ref: "#/components/schemas/Middle" }], properties: { size: NUMBER }, required: ["size", "text"] },
      { Base, Middle },
    );

    expect(Object.keys(form.properties ?? {})).toEqual(["size", "text"]);
  });

  test("is left to the server where no part has it", () => {
    expect(formIn({ allOf, required: ["other"] }, { Base })).toEqual({ allOf, required: ["other"] });
  });
});

describe("a property that refers to a schema", () => {
  const others = { Color: { description: "A colour.", type: "string", default: "RED" } };
  const $ref = "#/components/schemas/Color";

  test("gets the description and the default of the schema", () => {
    expect(described({ $ref }, descriptionOf({}, others))).toEqual({ description: "A colour.", default: "RED", $ref });
  });

  test("or to it or null gets them too", () => {
    const anyOf = [{ $ref }, { type: "null" }];

    expect(described({ anyOf }, descriptionOf({}, others))).toEqual({
      description: "A colour.",
      default: "RED",
      anyOf,
    });
  });

  test("keeps what it says itself", () => {
    const own = { $ref, description: "The paper.", default: "BLUE" };

    expect(described(own, descriptionOf({}, others))).toEqual(own);
  });

  test("gets nothing where the schema says nothing", () => {
    expect(described({ $ref }, descriptionOf({}, { Color: { type: "string" } }))).toEqual({ $ref });
  });
});

describe("values of the API", () => {
  const value = { properties: { a: { $ref: "#/nowhere" } }, oneOf: [{ required: ["a"] }] };

  test.each([
    { keyword: "example", type: "Record<string, unknown>" },
    { keyword: "default", type: "Record<string, unknown>" },
    { keyword: "const", type: JSON.stringify(value) },
  ])("under $keyword are left alone", ({ keyword, type }) => {
    expect(typeIn({ type: "object", [keyword]: value })).toBe(type);
  });

  test("are not confused with properties of such names", () => {
    const names = ["const", "default", "enum", "example", "examples", "properties"];
    const open = { anyOf: [{ type: "string", enum: ["RED"] }, { type: "string" }] };

    expect(typeIn({ type: "object", properties: Object.fromEntries(names.map((name) => [name, open])) })).toBe(
      `{ ${names.map((name) => `${name}?: "RED" | Unrecognized | undefined;`).join(" ")} }`,
    );
  });
});
