import { describe, expect, test } from "vitest";
import { BrokenDescription } from "../src/broken-description.ts";
import { documentOf } from "../src/document.ts";

const parsed = {
  openapi: "3.0.3",
  paths: { "/a/{b}": { get: { description: "Here." } } },
  components: { schemas: { Note: { type: "string" }, Alias: { $ref: "#/components/schemas/Note" } } },
  circle: { $ref: "#/circle" },
  list: [{ type: "integer" }],
};

describe("a reference is followed:", () => {
  test.each([
    { given: "#/components/schemas/Note", want: { type: "string" } },
    { given: "notes.yaml#/components/schemas/Note", want: { type: "string" } },
    { given: "./notes.yaml#/components/schemas/Note", want: { type: "string" } },
    { given: "#/paths/~1a~1{b}/get", want: { description: "Here." } },
    { given: "#/paths/~1a~1%7Bb%7D/get", want: { description: "Here." } },
    { given: "#/list/0", want: { type: "integer" } },
    { given: "#", want: parsed },
  ])("$given", ({ given, want }) => {
    expect(documentOf(parsed, "notes.yaml").target(given)).toEqual(want);
  });

  test("through others", () => {
    expect(documentOf(parsed, "notes.yaml").resolve({ $ref: "#/components/schemas/Alias" })).toEqual({
      type: "string",
    });
  });
});

describe("a reference is refused:", () => {
  test.each([
    { given: "#/components/schemas/Gone", want: "notes.yaml: the reference #/components/schemas/Gone leads nowhere" },
    { given: "#/constructor", want: "notes.yaml: the reference #/constructor leads nowhere" },
    { given: "#/circle", want: "notes.yaml: the reference #/circle leads in a circle" },
    {
      given: "https://example.com/other.yaml#/Note",
      want: "notes.yaml refers to another file, https://example.com/other.yaml: bundle it into one file first",
    },
    { given: "../other.yaml", want: "notes.yaml refers to another file, ../other.yaml: bundle it into one file first" },
  ])("$given", ({ given, want }) => {
    expect(() => documentOf(parsed, "notes.yaml").resolve({ $ref: given })).toThrow(new BrokenDescription(want));
  });
});

describe("what is not a description is refused:", () => {
  test.each([
    { given: "text", want: 'notes.yaml is not an OpenAPI description: it has no member "openapi"' },
    { given: undefined, want: 'notes.yaml is not an OpenAPI description: it has no member "openapi"' },
    { given: ["openapi"], want: 'notes.yaml is not an OpenAPI description: it has no member "openapi"' },
    { given: { swagger: "2.0", paths: {} }, want: "notes.yaml is OpenAPI 2.0; 3.0 and 3.1 can be compared" },
    { given: { openapi: 3.1, info: {} }, want: "notes.yaml describes no paths" },
    { given: { openapi: "4.0.0", paths: {} }, want: "notes.yaml is OpenAPI 4.0.0; 3.0 and 3.1 can be compared" },
    { given: { openapi: "3.1.0", paths: [] }, want: "notes.yaml describes no paths" },
  ])("$given", ({ given, want }) => {
    expect(() => documentOf(given, "notes.yaml")).toThrow(new BrokenDescription(want));
  });
});
