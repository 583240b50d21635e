import type { Schema } from "@sinch-fetch/description";
import { descriptionOf } from "@sinch-fetch/description/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { generateTypes } from "../src/types.ts";
import { compile } from "./compile.ts";

const TEXT: Schema = { type: "string" };

function ref(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` };
}

/** A schema, and values that its type is to accept and to refuse. */
interface Case {
  readonly schema: Schema;
  readonly accepted: readonly string[];
  readonly refused: readonly string[];
}

const CASES: Record<string, Case> = {
  ExclusiveKinds: {
    schema: {
      type: "object",
      properties: { id: TEXT, text: ref("Nested"), size: { type: "number" } },
      oneOf: [{ required: ["text"] }, { required: ["size"] }],
      additionalProperties: false,
    },
    accepted: ["{ size: 1 }", '{ text: { color: "RED" }, id: "a" }'],
    refused: [
      "{}",
      '{ id: "a" }',
      '{ text: { color: "RED" }, size: 1 }',
      "{ sizes: 1 }",
      "{ size: 1, other: 1 }",
      '{ text: { color: "RED", shade: 1 } }',
    ],
  },
  AtLeastOne: {
    schema: {
      type: "object",
      properties: { web: TEXT, app: TEXT, title: TEXT },
      required: ["title"],
      anyOf: [{ required: ["web"] }, { required: ["app"] }],
      additionalProperties: false,
    },
    accepted: ['{ title: "a", web: "b" }', '{ title: "a", app: "b" }', '{ title: "a", web: "b", app: "c" }'],
    refused: ['{ title: "a" }', '{ web: "b" }', '{ title: "a", web: "b", other: "c" }', '{ title: "a", web: 1 }'],
  },
  ClosedEnum: {
    schema: { type: "string", enum: ["RED", "BLUE"] },
    accepted: ['"RED"'],
    refused: ['"GREEN"', '"RED" as string'],
  },
  OpenEnum: {
    schema: { anyOf: [ref("ClosedEnum"), TEXT] },
    accepted: ['"RED"', '"GREEN"', '"RED" as string'],
    refused: ["1"],
  },
  KeyedMap: {
    schema: { type: "object", propertyNames: ref("ClosedEnum"), additionalProperties: ref("Nested") },
    accepted: ["{}", '{ RED: { color: "BLUE" } }', '{ RED: { color: "BLUE" }, BLUE: { color: "BLUE" } }'],
    refused: ['{ GREEN: { color: "BLUE" } }', "{ RED: 1 }", '{ RED: { color: "BLUE", shade: 1 } }'],
  },
  KeyedMapWithKnownKey: {
    schema: {
      type: "object",
      properties: { RED: { type: "string", enum: ["dark"] } },
      propertyNames: ref("ClosedEnum"),
      additionalProperties: TEXT,
    },
    accepted: ["{}", '{ RED: "dark", BLUE: "any" }'],
    refused: ['{ RED: "light" }', "{ BLUE: 1 }"],
  },
  FreeMap: {
    schema: { type: "object", additionalProperties: TEXT },
    accepted: ["{}", '{ anything: "a" }'],
    refused: ["{ anything: 1 }"],
  },
  MapWithoutOneKey: {
    schema: { type: "object", propertyNames: { not: { const: "_id" } }, additionalProperties: TEXT },
    accepted: ['{ anything: "a" }'],
    refused: ["{ anything: 1 }"],
  },
  Nested: {
    schema: {
      type: "object",
      properties: { color: ref("ClosedEnum"), inner: { type: "object", properties: { a: TEXT } } },
      required: ["color"],
      additionalProperties: false,
    },
    accepted: ['{ color: "RED" }', '{ color: "RED", inner: { a: "b" } }'],
    refused: [
      '{ color: "RED", inner: { b: "b" } }',
      '{ color: "RED", shade: 1 }',
      "{}",
      '{ color: "RED", inner: undefined }',
    ],
  },
  NestedInList: {
    schema: { type: "array", items: ref("ExclusiveKinds") },
    accepted: ["[]", "[{ size: 1 }]"],
    refused: ["[{ size: 1, other: 1 }]", "[{}]", '[{ size: 1 }, { size: 1, text: { color: "RED" } }]'],
  },
  KnownAndAdditional: {
    schema: { type: "object", properties: { SENDER: TEXT }, additionalProperties: TEXT },
    accepted: ["{}", '{ SENDER: "a" }', '{ SENDER: "a", other: "b" }'],
    refused: ["{ SENDER: 1 }", "{ other: 1 }"],
  },
  Composed: {
    schema: {
      allOf: [ref("Base"), { type: "object", properties: { size: { type: "number" } } }],
      properties: { text: TEXT },
      required: ["text"],
      unevaluatedProperties: false,
    },
    accepted: ['{ id: "a", text: "b" }', '{ id: "a", text: "b", size: 1 }'],
    refused: ['{ text: "b" }', '{ id: "a" }', '{ id: "a", text: "b", other: 1 }', '{ id: "a", text: "b", size: "1" }'],
  },
  Base: {
    schema: { type: "object", properties: { id: TEXT }, required: ["id"] },
    accepted: ['{ id: "a" }'],
    refused: ["{}"],
  },
  KindsByConst: {
    schema: {
      oneOf: [
        { type: "object", properties: { type: { const: "A" }, a: TEXT }, required: ["type", "a"] },
        { type: "object", properties: { type: { const: "B" }, b: TEXT }, required: ["type", "b"] },
      ],
    },
    accepted: ['{ type: "A", a: "x" }', '{ type: "B", b: "x" }'],
    refused: ['{ type: "A", b: "x" }', '{ type: "A", a: "x", b: "x" }', '{ type: "C" }'],
  },
  AlternativesBesideMembers: {
    schema: {
      type: "object",
      properties: { title: TEXT },
      required: ["title"],
      anyOf: [ref("Base"), { type: "object", properties: { size: { type: "number" } }, required: ["size"] }],
    },
    accepted: ['{ title: "a", id: "b" }', '{ title: "a", size: 1 }', '{ title: "a", id: "b", size: 1 }'],
    refused: ['{ title: "a" }', '{ id: "b" }', "{ size: 1 }"],
  },
  Nullable: {
    schema: { type: ["string", "null"] },
    accepted: ["null", '"a"'],
    refused: ["undefined", "1"],
  },
  AnyObject: {
    schema: { type: "object" },
    accepted: ["{}", "{ anything: { at: [1] } }"],
    refused: ["1"],
  },
  WithDefault: {
    schema: { type: "object", properties: { color: { ...TEXT, default: "RED" } } },
    accepted: ["{}"],
    refused: ["{ color: 1 }"],
  },
  Recursive: {
    schema: {
      type: "object",
      properties: { children: { type: "array", items: ref("Recursive") } },
      additionalProperties: false,
    },
    accepted: ["{ children: [{ children: [] }] }"],
    refused: ["{ children: [{ child: [] }] }"],
  },
};

const SCHEMAS = Object.fromEntries(Object.entries(CASES).map(([name, { schema }]) => [name, schema]));
const VALUES = Object.entries(CASES).flatMap(([name, { accepted, refused }]) => [
  ...accepted.map((value) => ({ name, value, fits: true })),
  ...refused.map((value) => ({ name, value, fits: false })),
]);

describe("the type of", () => {
  let messages: Map<string, string[]>;

  beforeAll(async () => {
    const types = await generateTypes(descriptionOf({}, SCHEMAS));
    const checks = VALUES.map(({ name, value }, index) => [
      `value-${index}.ts`,
      `import type { components } from "./types.gen.ts";\nexport const value: components["schemas"]["${name}"] = ${value};\n`,
    ]);
    messages = compile({ "types.gen.ts": types, ...Object.fromEntries(checks) });
  });

  test("all schemas compiles", () => {
    expect(messages.get("types.gen.ts")).toEqual([]);
  });

  test.each(VALUES.map((value, index) => ({ ...value, index, verb: value.fits ? "accepts" : "refuses" })))(
    "$name $verb $value",
    ({ index, fits }) => {
      const found = messages.get(`value-${index}.ts`);

      expect(found).toHaveLength(fits ? 0 : 1);
    },
  );
});

describe("the generated types", () => {
  test("keep the end of a comment out of names, values and texts", async () => {
    const end = "a */ b";
    const property: Schema = { description: end, default: end, example: end, type: "string" };
    const types = await generateTypes(
      descriptionOf(
        {},
        {
          Note: { description: end, type: "object", properties: { [end]: property }, required: [end] },
          Word: { type: "string", enum: [end] },
        },
      ),
    );
    const use = [
      'import type { components } from "./types.gen.ts";',
      `export const note: components["schemas"]["Note"] = { "${end}": "x" };`,
      `export const word: components["schemas"]["Word"] = "${end}";`,
    ].join("\n");

    const messages = compile({ "types.gen.ts": types, "use.ts": use });

    expect(Object.fromEntries(messages)).toEqual({ "types.gen.ts": [], "use.ts": [] });
  });

  test("say what a property and the schema it refers to say", async () => {
    const types = await generateTypes(
      descriptionOf(
        {},
        {
          Note: { type: "object", properties: { color: ref("Color") } },
          Color: { description: "The colour of the paper.", type: "string", default: "RED" },
        },
      ),
    );

    expect(types).toMatch(/\* @description The colour of the paper\.\s+\* @default RED\s+\*\/\s+color\?: components/);
  });
});
