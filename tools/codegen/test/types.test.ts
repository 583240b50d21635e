import { BrokenDescription, type Schema } from "@sinch-fetch/description";
import { descriptionOf, json, operation } from "@sinch-fetch/description/testing";
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
    accepted: [
      "{ size: 1 }",
      '{ text: { color: "RED" }, id: "a" }',
      "{ size: 1, text: undefined }",
      "{ ...given as ExclusiveKinds }",
    ],
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
    accepted: ['"RED"', "given as OpenEnum"],
    refused: ['"GREEN"', '"RED" as string'],
  },
  OpenEnum: {
    schema: { anyOf: [{ type: "string", enum: ["RED", "BLUE"] }, TEXT] },
    accepted: ['"RED"', "given as ClosedEnum"],
    refused: ['"GREEN"', '"RED" as string', "1"],
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
    accepted: [
      '{ color: "RED" }',
      '{ color: "RED", inner: { a: "b" } }',
      '{ color: "RED", inner: undefined }',
      '{ color: "RED", inner: { a: undefined } }',
    ],
    refused: ['{ color: "RED", inner: { b: "b" } }', '{ color: "RED", shade: 1 }', "{}", "{ color: undefined }"],
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
    accepted: ['{ type: "A", a: "x" }', '{ type: "B", b: "x" }', "given as KindsByConst"],
    refused: ['{ type: "A", b: "x" }', '{ type: "A", a: "x", b: "x" }', '{ type: "C" }'],
  },
  RequiredOfPart: {
    schema: { allOf: [ref("Nested")], required: ["inner"], unevaluatedProperties: false },
    accepted: ['{ color: "RED", inner: {} }'],
    refused: ['{ color: "RED" }', '{ color: "RED", inner: undefined }', "{ inner: {} }"],
  },
  NullInResponses: {
    schema: { type: "object", properties: { color: { ...ref("ClosedEnum"), "x-nullable-in-answers": true } } },
    accepted: ["{ color: null }", '{ color: "RED" }', "{}"],
    refused: ['{ color: "GREEN" }'],
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
/** What a value refers to: something of another type, as a response gives it. */
const GIVEN = /(?<=given as )\w+/g;
const VALUES = Object.entries(CASES).flatMap(([name, { accepted, refused }]) => [
  ...accepted.map((value) => ({ name, value, fits: true })),
  ...refused.map((value) => ({ name, value, fits: false })),
]);

describe("the type of", () => {
  let messages: Map<string, string[]>;

  beforeAll(() => {
    const { schemas } = generateTypes(descriptionOf({}, SCHEMAS));
    const checks = VALUES.map(({ name, value }, index) => [
      `value-${index}.ts`,
      `import type { ${[...new Set([name, ...(value.match(GIVEN) ?? [])])].join(", ")} } from "./schemas.gen.ts";\n` +
        `declare const given: unknown;\nexport const value: ${name} = ${value};\n`,
    ]);
    messages = compile({ "schemas.gen.ts": schemas, ...Object.fromEntries(checks) });
  });

  test("all schemas compiles", () => {
    expect(messages.get("schemas.gen.ts")).toEqual([]);
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
  test("keep the end of a comment out of names, values and texts", () => {
    const end = "a */ b";
    const property: Schema = { description: end, default: end, example: end, type: "string" };
    const { schemas } = generateTypes(
      descriptionOf(
        {},
        {
          Note: { description: end, type: "object", properties: { [end]: property }, required: [end] },
          Word: { type: "string", enum: [end] },
        },
      ),
    );
    const use = [
      'import type { Note, Word } from "./schemas.gen.ts";',
      `export const note: Note = { "${end}": "x" };`,
      `export const word: Word = "${end}";`,
    ].join("\n");

    const messages = compile({ "schemas.gen.ts": schemas, "use.ts": use });

    expect(Object.fromEntries(messages)).toEqual({ "schemas.gen.ts": [], "use.ts": [] });
  });

  test("declare objects as interfaces, and refer to each by its name", () => {
    const { schemas } = generateTypes(
      descriptionOf(
        {},
        {
          Note: {
            description: "A note.",
            allOf: [ref("Paper")],
            properties: { pen: { ...ref("Pen"), description: "What it is written with." } },
          },
          Paper: { type: "object", properties: { size: { type: "number" } } },
          Pen: { description: "A pen.", type: "string", enum: ["RED", "BLUE"] },
        },
      ),
    );

    expect(schemas).toBe(`import type { Unrecognized } from "@sinch-fetch/http";

/** A note. */
export interface Note extends Paper {
    /** What it is written with. */
    pen?: Pen | undefined;
}

export interface Paper {
    size?: number | undefined;
}

/** A pen. */
export type Pen = "RED" | "BLUE" | Unrecognized;
`);
  });

  test("say what a property and the schema it refers to say, as plain text, short examples and defaults", () => {
    const list: Schema = { description: "Some.\n\n- `a`: one\n- `b`: another", type: "array", example: ["a"] };
    const { schemas } = generateTypes(
      descriptionOf(
        {},
        {
          Note: {
            type: "object",
            properties: { color: ref("Color"), list, at: { type: "string", format: "date-time" } },
          },
          Color: { description: "The colour of the paper.", type: "string", default: "RED", example: "BLUE" },
        },
      ),
    );

    expect(schemas).toContain(`export interface Note {
    at?: string | undefined;
    /**
     * The colour of the paper.
     *
     * @default RED
     */
    color?: Color | undefined;
    /**
     * Some.
     *
     * - \`a\`: one
     * - \`b\`: another
     */
    list?: unknown[] | undefined;
}`);
  });

  test("narrow by what a value equals and by the member that it has", () => {
    const { schemas } = generateTypes(descriptionOf({}, SCHEMAS));
    const use = `
import type { ExclusiveKinds, KindsByConst, OpenEnum } from "./schemas.gen.ts";
declare const [kinds, byConst, color]: [ExclusiveKinds, KindsByConst, OpenEnum];
export const text: string | undefined = kinds.text?.color;
export const size: number = kinds.size ?? 0;
export const narrowed: { text: object } | undefined = kinds.text ? kinds : undefined;
export const a: string = byConst.type === "A" ? byConst.a : byConst.type === "B" ? byConst.b : byConst.type;
export const red: ExclusiveKinds | undefined = color === "RED" ? { text: { color } } : undefined;
export const isOfTomorrow: boolean = color === "GREEN";
`;

    const messages = compile({ "schemas.gen.ts": schemas, "use.ts": use });

    expect(Object.fromEntries(messages)).toEqual({ "schemas.gen.ts": [], "use.ts": [] });
  });

  test("of operations and queries have names", () => {
    const description = descriptionOf(
      {
        "/notes": {
          get: operation({
            operationId: "Notes_ListNotes",
            parameters: [{ name: "color", in: "query", schema: ref("Color") }],
            responses: { 200: json(ref("Color")) },
          }),
        },
      },
      { Color: { type: "string", enum: ["RED"] } },
    );

    const { types } = generateTypes(description);

    expect(types).toMatch(/^import type \{ Color \} from "\.\/schemas\.gen\.ts";\n/);
    expect(types).toContain("get: Notes_ListNotes;");
    expect(types).toContain(
      "/** The query of `notes.list`. */\nexport interface NotesListQuery {\n    color?: Color | undefined;\n}",
    );
    expect(types).toMatch(/export interface Notes_ListNotes \{\n {4}parameters: \{\n {8}query\?: NotesListQuery;/);
    expect(types).toContain('"application/json": Color;');
  });

  test.each(["New-Note", "3D", "a.b"])("refuse the name %s, which no type can have", (name) => {
    expect(() => generateTypes(descriptionOf({}, { [name]: {} }))).toThrow(
      new BrokenDescription(`schema ${name} needs a name that can be the name of a type`),
    );
  });

  test.each(["Notes_GetNote", "NotesGetQuery", "Unrecognized", "paths"])(
    "refuse the name %s, which is taken",
    (name) => {
      const get = operation({ parameters: [{ name: "size", in: "query" }] });
      const description = descriptionOf({ "/notes": { get } }, { [name]: {} });

      expect(() => generateTypes(description)).toThrow(
        new BrokenDescription(`schema ${name} has the name of another type`),
      );
    },
  );

  test.each([
    ["patternProperties", {}],
    ["prefixItems", []],
    ["discriminator", { propertyName: "type" }],
    ["$ref", "#/components/schemas/Note/properties/size"],
  ])("refuse %s, of which no type is made", (keyword, value) => {
    const properties: Record<string, Schema> = { text: { [keyword]: value }, size: { type: "number" } };

    expect(() => generateTypes(descriptionOf({}, { Note: { type: "object", properties } }))).toThrow(
      new BrokenDescription(`no type is made of ${keyword}`),
    );
  });

  test("of a description without schemas are modules", () => {
    const { types, schemas } = generateTypes({ ...descriptionOf({}), components: {} });

    expect(schemas).toBe("export {};\n");
    expect(types).toMatch(/^\/\*\* .* \*\/\nexport interface paths \{\n\}\n$/);
  });
});
