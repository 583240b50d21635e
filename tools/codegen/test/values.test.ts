import { BrokenDescription, type Parameter, type PathItem, type Schema } from "@sinch-fetch/description";
import { descriptionOf, operation } from "@sinch-fetch/description/testing";
import { describe, expect, test } from "vitest";
import { generateValues } from "../src/values.ts";
import { compile } from "./compile.ts";

const PEN: Schema = { type: "string", enum: ["RED", "BLUE"] };

/** The names of what is exported for the given schemas and paths. */
function namesFor(schemas: Record<string, Schema>, paths: Record<string, PathItem> = {}): string[] {
  const text = generateValues(descriptionOf(paths, schemas)) ?? "";
  return [...text.matchAll(/^export (?:const|function) (\w+)/gm)].map(([, name = ""]) => name);
}

describe("generateValues", () => {
  test("writes a list of each enum, and a guard that narrows to its values", () => {
    const text = generateValues(descriptionOf({}, { PenColor: PEN }));

    expect(text).toBe(`/** The known values of \`PenColor\`, in the order of the API's documentation. */
export const penColors = ["RED","BLUE"] as const;

/** Whether a value is one of \`penColors\`. A value that this version does not know is not. */
export function isPenColor(value: unknown): value is (typeof penColors)[number] {
  return penColors.some((known) => known === value);
}
`);
    const use = `import { isPenColor, penColors } from "./values.gen.ts";
declare const given: unknown;
export const color: "RED" | "BLUE" = isPenColor(given) ? given : penColors[0];
`;
    expect([...compile({ "values.gen.ts": text ?? "", "use.ts": use }).values()].flat()).toEqual([]);
  });

  test.each([
    ["CardStatus", "cardStatuses"],
    ["PaymentCategory", "paymentCategories"],
    ["RetryDelay", "retryDelays"],
    ["ChoiceBox", "choiceBoxes"],
  ])("calls the list of %s %s", (name, list) => {
    expect(namesFor({ [name]: PEN })).toEqual([list, `is${name}`]);
  });

  test("takes the short name of a schema, and the way to an enum without a name", () => {
    const schemas = {
      ConversationChannel: { ...PEN, "x-short-name": "Channel" },
      Note: {
        allOf: [{ type: "object", properties: { pen_color: { anyOf: [PEN, { type: "string" }] } } }],
        properties: { sizes: { type: "array", items: PEN } },
      },
    };

    expect(namesFor(schemas)).toEqual([
      ...["channels", "isChannel"],
      ...["notePenColors", "isNotePenColor"],
      ...["noteSizes", "isNoteSizes"],
    ]);
  });

  test("takes the name of the operation and the parameter for an enum that stands in a parameter", () => {
    const parameters: Parameter[] = [
      { name: "pen_color", in: "query", schema: { anyOf: [PEN, { type: "string" }] } },
      { name: "size", in: "query", schema: { type: "array", items: { $ref: "#/components/schemas/Size" } } },
    ];
    const get = operation({ operationId: "Notes_ListRecentNotes", parameters });

    expect(namesFor({ Size: PEN }, { "/notes": { get } })).toEqual([
      ...["listRecentNotesPenColors", "isListRecentNotesPenColor"],
      ...["sizes", "isSize"],
    ]);
  });

  test("leaves out numbers, and what is an enum in one of several cases", () => {
    const either = { anyOf: [{ $ref: "#/components/schemas/Size" }, { anyOf: [PEN, { type: "string" }] }] };

    expect(namesFor({ Size: { type: "number", enum: [1] }, Either: either })).toEqual([]);
  });

  test("refuses two lists of one name", () => {
    const schemas = { NotePen: PEN, Note: { type: "object", properties: { pen: PEN } } };

    expect(() => generateValues(descriptionOf({}, schemas))).toThrow(
      new BrokenDescription("two lists of values are called notePens"),
    );
  });
});
