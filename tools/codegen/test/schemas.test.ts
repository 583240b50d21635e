import { BrokenDescription } from "@sinch-fetch/description";
import { descriptionOf } from "@sinch-fetch/description/testing";
import { describe, expect, test } from "vitest";
import { generateSchemas } from "../src/schemas.ts";

describe("generateSchemas", () => {
  test("gives each schema a name, in alphabetical order, with its description", () => {
    const description = descriptionOf({}, { Note: { description: "A */ note." }, App: { type: "string" } });

    expect(generateSchemas(description)).toBe(`import type { components } from "./types.gen.ts";

export type App = components["schemas"]["App"];

/** A *\\/ note. */
export type Note = components["schemas"]["Note"];
`);
  });

  test.each(["New-Note", "3D", "a.b"])("refuses the name %s, which no type can have", (name) => {
    expect(() => generateSchemas(descriptionOf({}, { [name]: {} }))).toThrow(
      new BrokenDescription(`schema ${name} needs a name that can be the name of a type`),
    );
  });

  test("writes a description without schemas", () => {
    expect(generateSchemas({ ...descriptionOf({}), components: {} })).toBe(
      'import type { components } from "./types.gen.ts";\n',
    );
  });
});
