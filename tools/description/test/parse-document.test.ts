import { describe, expect, test } from "vitest";
import { BrokenDescription } from "../src/broken-description.ts";
import { parseDocument } from "../src/parse-document.ts";

describe("a description is parsed:", () => {
  test.each([
    { name: "JSON", given: '{ "openapi": "3.1.0", "paths": {} }' },
    { name: "JSON with tabs", given: '{\n\t"openapi": "3.1.0",\n\t"paths": {}\n}' },
    { name: "YAML", given: "openapi: 3.1.0\npaths: {}\n" },
    { name: "YAML with a byte order mark", given: "\uFEFFopenapi: 3.1.0\npaths: {}\n" },
    { name: "JSON with a byte order mark", given: '\uFEFF{ "openapi": "3.1.0", "paths": {} }' },
    { name: "YAML with anchors", given: "x: &empty {}\nopenapi: 3.1.0\npaths: *empty\n" },
  ])("$name", ({ given }) => {
    expect(parseDocument(given, "notes").root).toMatchObject({ openapi: "3.1.0", paths: {} });
  });
});

describe("what cannot be parsed is refused, without its text:", () => {
  test.each([
    {
      name: "broken YAML",
      given: "openapi: 3.1.0\ninfo: [Vendor prose\n",
      want: "notes is neither JSON nor YAML, line 3: deficient indentation",
    },
    {
      name: "a key that occurs twice",
      given: "openapi: 3.1.0\nopenapi: 3.1.0\n",
      want: "notes is neither JSON nor YAML, line 2: duplicated mapping key",
    },
    {
      name: "a page",
      given: "<!doctype html>\n<p>Vendor prose</p>\n",
      want: 'notes is not an OpenAPI description: it has no member "openapi"',
    },
    { name: "nothing", given: "", want: 'notes is not an OpenAPI description: it has no member "openapi"' },
  ])("$name", ({ given, want }) => {
    expect(() => parseDocument(given, "notes")).toThrow(new BrokenDescription(want));
  });

  test("several documents", () => {
    expect(() => parseDocument("openapi: 3.1.0\n---\nopenapi: 3.1.0\n", "notes")).toThrow(BrokenDescription);
  });
});
