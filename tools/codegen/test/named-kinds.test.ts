import { BrokenDescription, type Schema } from "@sinch-fetch/description";
import { descriptionOf } from "@sinch-fetch/description/testing";
import { describe, expect, test } from "vitest";
import { generateTypes } from "../src/types.ts";
import { compile } from "./compile.ts";

const TEXT: Schema = { type: "string" };
const NUMBER: Schema = { type: "number" };
/** Of `text` and `size` exactly one is set. */
const KINDS: Schema = {
  type: "object",
  properties: { text: TEXT, size: NUMBER },
  oneOf: [{ required: ["text"] }, { required: ["size"] }],
};
const BY_CONST: Schema = {
  type: "object",
  properties: { type: { const: "A_NOTE" }, a: TEXT },
  required: ["type", "a"],
};

function ref(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` };
}

/** The types of schemas, by name, each on one line and without its docs. */
function declarationsOf(given: Record<string, Schema>): Record<string, string> {
  const { schemas } = generateTypes(descriptionOf({}, given));
  expect(compile({ "schemas.gen.ts": schemas }).get("schemas.gen.ts")).toEqual([]);
  const [, ...declarations] = schemas
    .replaceAll(/\/\*\*.*?\*\//gs, "")
    .replaceAll(/\s+/g, " ")
    .split(/export (?:interface|type) /);
  const found = declarations.map((text) => /^(\w+) (?:= )?(.*?);? $/.exec(text) ?? []);
  return Object.fromEntries(found.map(([, name, type]) => [name, type]));
}

describe("the kinds of a union", () => {
  test("are interfaces of their own, by the member that each has", () => {
    expect(declarationsOf({ Note: KINDS })).toEqual({
      Note: "NoteWithText | NoteWithSize | UnrecognizedNote",
      NoteWithText: "{ size?: undefined; text: string; }",
      NoteWithSize: "{ size: number; text?: undefined; }",
      UnrecognizedNote: "extends UnrecognizedKind { size?: undefined; text?: undefined; }",
    });
  });

  test("have the members that each of them has from one interface", () => {
    const Note = { ...KINDS, properties: { ...KINDS.properties, id: TEXT }, required: ["id"] };

    expect(declarationsOf({ Note })).toEqual({
      Note: "NoteWithText | NoteWithSize | UnrecognizedNote",
      NoteCommon: "{ id: string; }",
      NoteWithText: "extends NoteCommon { size?: undefined; text: string; }",
      NoteWithSize: "extends NoteCommon { size: number; text?: undefined; }",
      UnrecognizedNote: "extends NoteCommon, UnrecognizedKind { size?: undefined; text?: undefined; }",
    });
  });

  test("extend the schema that the union is made of", () => {
    const Paper: Schema = { type: "object", properties: { id: TEXT } };

    expect(declarationsOf({ Paper, Note: { ...KINDS, allOf: [ref("Paper")] } })).toEqual({
      Paper: "{ id?: string | undefined; }",
      Note: "NoteWithText | NoteWithSize | UnrecognizedNote",
      NoteWithText: "extends Paper { size?: undefined; text: string; }",
      NoteWithSize: "extends Paper { size: number; text?: undefined; }",
      UnrecognizedNote: "extends Paper, UnrecognizedKind { size?: undefined; text?: undefined; }",
    });
  });

  test("are named by all members that one requires", () => {
    const { properties } = KINDS;
    const anyOf = [{ required: ["text", "size"] }, { required: ["size"] }];
    const { Note } = declarationsOf({ Note: { type: "object", properties: properties ?? {}, anyOf } });

    expect(Note).toBe("NoteWithTextAndSize | NoteWithSize | UnrecognizedNote");
  });

  test("are named by the value of the member that says the kind, unless they have a name", () => {
    const Other: Schema = { ...BY_CONST, properties: { ...BY_CONST.properties, type: { const: "OTHER" } } };

    expect(declarationsOf({ Other, Note: { oneOf: [BY_CONST, ref("Other")] } })).toEqual({
      Other: '{ a: string; type: "OTHER"; }',
      Note: "NoteWithANote | Other | UnrecognizedNote",
      NoteWithANote: '{ a: string; type: "A_NOTE"; }',
      UnrecognizedNote: "extends UnrecognizedKind { type: UnrecognizedName; }",
    });
  });

  test.each(["NoteWithContent", "NoteBase"])("have names without what only the union is: %s", (union) => {
    const { [union]: kinds } = declarationsOf({ [union]: KINDS });

    expect(kinds).toBe("NoteWithText | NoteWithSize | UnrecognizedNote");
  });

  test("are all listed by a union of unions", () => {
    const { Any } = declarationsOf({ Any: { anyOf: [ref("Note"), ref("Paper")] }, Note: KINDS, Paper: BY_CONST });

    expect(Any).toBe("NoteWithText | NoteWithSize | UnrecognizedNote | Paper");
  });

  test("stay where they are if what else the union holds is of one type", () => {
    const declarations = declarationsOf({ Note: { ...KINDS, additionalProperties: { type: "boolean" } } });

    expect(Object.keys(declarations)).toEqual(["Note"]);
  });

  test("say which they are", () => {
    const Note = { ...KINDS, properties: { ...KINDS.properties, id: TEXT } };
    const { schemas } = generateTypes(descriptionOf({}, { Note, Sign: { oneOf: [BY_CONST] } }));

    for (const text of [
      "/** What every kind of `Note` has. */\nexport interface NoteCommon ",
      "/** The kind of `Note` that has `text`. */\nexport interface NoteWithText ",
      "/** A kind of `Note` that this version does not know. */\nexport interface UnrecognizedNote ",
      "/** The kind of `Sign` whose `type` is `A_NOTE`. */\nexport interface SignWithANote ",
    ]) {
      expect(schemas).toContain(text);
    }
  });

  test.each([["NoteWithText"], ["UnrecognizedNote"]])("are refused where %s is another schema", (name) => {
    expect(() => generateTypes(descriptionOf({}, { Note: KINDS, [name]: TEXT }))).toThrow(
      new BrokenDescription(`${name}, a kind of Note, has the name of another schema`),
    );
  });

  test("are refused where one has the name of a type that all descriptions share", () => {
    expect(() => generateTypes(descriptionOf({}, { Kind: KINDS }))).toThrow(
      new BrokenDescription("schema UnrecognizedKind has the name of another type"),
    );
  });
});
