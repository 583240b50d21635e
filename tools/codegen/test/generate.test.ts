import { type Edit, notesRepository } from "@sinch-fetch/description/testing";
import { describe, expect, test } from "vitest";
import { generate } from "../src/generate.ts";

const ROOT_FILE = "specs/notes/openapi.yaml";
const PATHS = "specs/notes/paths/notes.yaml";
const SCHEMAS = "specs/notes/schemas/notes.yaml";
const MANIFEST = "specs/redocly.yaml";

const NOTE_ID = / {4}- name: note_id\n( {6}.*\n| {8}.*\n)+(?= {2}get)/;
const ANOTHER_JSON = /application\/json(?=:\n {10}schema:\n {12}\$ref: "..\/schemas\/notes.yaml#\/NewNote")/;

const IDS =
  "name: ids, in: query, description: Some ids., schema: { type: array, items: { description: An id., type: string } }";

/** What is wrong, the edit that makes it so, and the lines that say it. */
interface Break {
  readonly name: string;
  readonly edits: readonly Edit[];
  readonly want: readonly (string | RegExp)[];
}

const BY_RULES: Break[] = [
  {
    name: "a value of a wrong type",
    edits: [[SCHEMAS, "required: [text]", "required: text"]],
    want: [`${SCHEMAS}:10:13 struct: Expected type \`array\` but got \`string\`.`],
  },
  {
    name: "a property without a value, over which rules stumble",
    edits: [[SCHEMAS, /text:\n.*\n.*\n/, "text:\n"]],
    want: [`${SCHEMAS}:5:5 struct: Expected type \`Schema\` (object) but got \`null\``],
  },
  {
    name: "a reference to no file",
    edits: [[PATHS, "notes.yaml#/NewNote", "gone.yaml#/NewNote"]],
    want: [
      `${PATHS}:15:13 no-unresolved-refs: Can't resolve $ref "../schemas/gone.yaml#/NewNote": ENOENT: no such file or directory 'specs/notes/schemas/gone.yaml'; the nearest is "../schemas/notes.yaml#/NewNote"`,
    ],
  },
  {
    name: "a reference to no schema",
    edits: [[PATHS, "notes.yaml#/NewNote", "notes.yaml#/OldNote"]],
    want: [
      `${PATHS}:15:13 no-unresolved-refs: Can't resolve $ref "../schemas/notes.yaml#/OldNote"; the nearest is "../schemas/notes.yaml#/NewNote"`,
    ],
  },
  {
    name: "an example that is not valid",
    edits: [[PATHS, "value: { text: buy milk }", "value: { text: 3 }"]],
    want: [
      /^specs\/notes\/paths\/notes.yaml:19:30 no-invalid-media-type-examples: .*`text` property type must be string/m,
    ],
  },
  {
    name: "an example with a field that is not described",
    edits: [[PATHS, "note_id: n1, text", "id: n1, note_id: n1, text"]],
    want: [/^specs\/notes\/paths\/notes.yaml:\d+:\d+ no-invalid-media-type-examples: .*properties `id`/m],
  },
  {
    name: "a request that is left open",
    edits: [[SCHEMAS, "  additionalProperties: false\n", ""]],
    want: [`${SCHEMAS}:2:3 sinch/requests-closed: An object in a request needs \`additionalProperties: false\`.`],
  },
  {
    name: "a property without description",
    edits: [[SCHEMAS, "      description: What it says.\n", ""]],
    want: [`${SCHEMAS}:6:7 sinch/properties-described: Property \`text\` has no description.`],
  },
  {
    name: "a rule that only warns",
    edits: [
      [SCHEMAS, "      description: What it says.\n", ""],
      [MANIFEST, "sinch/properties-described: error", "sinch/properties-described: warn"],
    ],
    want: [`${SCHEMAS}:6:7 sinch/properties-described: Property \`text\` has no description.`],
  },
  {
    name: "an operation without an id",
    edits: [[PATHS, "    operationId: Notes_GetNote\n", ""]],
    want: [`${PATHS}:46:3 operation-operationId: Operation object should contain \`operationId\` field.`],
  },
  {
    name: "an operation id that is not an identifier",
    edits: [[PATHS, "Notes_GetNote", "get-note"]],
    want: [/^specs\/notes\/paths\/notes.yaml:47:18 rule\/operation-id-shape: An operation id is Prefix_VerbWords/m],
  },
  {
    name: "an operation without a tag",
    edits: [[PATHS, "    tags: [Notes]\n", ""]],
    want: [/^specs\/notes\/paths\/notes.yaml:5:5 rule\/operation-has-a-tag: An operation needs a tag/m],
  },
  {
    name: "a path parameter that is not described",
    edits: [[PATHS, NOTE_ID, ""]],
    want: [/^specs\/notes\/paths\/notes.yaml:40:3 path-parameters-defined: .*`\{note_id\}`/m],
  },
  {
    name: "one schema name in two files, which the bundle would rename",
    edits: [
      [SCHEMAS, "Color:", "Refusal:\n  description: Another.\n  type: string\n\nColor:"],
      [SCHEMAS, '$ref: "#/Color"', '$ref: "#/Refusal"'],
    ],
    want: [
      `${SCHEMAS}:14:3 component-name-unique: Component 'schemas/Refusal' is not unique. It is also defined at: - specs/notes/schemas/errors.yaml#/Refusal`,
      `specs/notes/schemas/errors.yaml:2:3 component-name-unique: Component 'schemas/Refusal' is not unique. It is also defined at: - ${SCHEMAS}#/Refusal`,
    ],
  },
  {
    name: "one parameter name in two files",
    edits: [
      [PATHS, NOTE_ID, '    - $ref: "../schemas/notes.yaml#/ProjectId"\n'],
      [
        SCHEMAS,
        "Color:",
        "ProjectId:\n  name: note_id\n  in: path\n  description: An id.\n  required: true\n  schema: { type: string }\n\nColor:",
      ],
    ],
    want: [/^specs\/notes\/schemas\/notes.yaml:14:3 component-name-unique: .*'parameters\/ProjectId' .*openapi.yaml/m],
  },
];

const UNREADABLE: Break[] = [
  {
    name: "a syntax error in the root",
    edits: [[ROOT_FILE, "title: Notes", "title: [Notes"]],
    want: [/^specs\/notes\/openapi.yaml:7:3 yaml: \w.*$/],
  },
  {
    name: "a syntax error in another file",
    edits: [[SCHEMAS, "A note to keep.", "A note: to keep."]],
    want: [/^specs\/notes\/schemas\/notes.yaml:2:22 no-unresolved-refs: Failed to parse: bad indentation/m],
  },
  {
    name: "an empty root",
    edits: [[ROOT_FILE, /[\s\S]*/, ""]],
    want: [/^specs\/notes\/openapi.yaml:1:1 read: Document must be JSON object/],
  },
  {
    name: "another version of OpenAPI",
    edits: [[ROOT_FILE, "openapi: 3.1.0", "openapi: 4.0.0"]],
    want: [`${ROOT_FILE}:1:1 read: Unsupported OpenAPI version: 4.0.0`],
  },
  {
    name: "a root that is not there",
    edits: [[MANIFEST, "./notes/openapi.yaml", "./gone/openapi.yaml"]],
    want: [/^specs\/gone\/openapi.yaml:1:1 read: ENOENT/],
  },
  {
    name: "a manifest that is not YAML",
    edits: [[MANIFEST, /^/, "a: [\n"]],
    want: [/^specs\/redocly.yaml:2:1 yaml: \w/],
  },
  {
    name: "a manifest with an unknown rule",
    edits: [[MANIFEST, "no-ambiguous-paths:", "no-ambiguous-pathz:"]],
    want: [/^specs\/redocly.yaml:\d+:3 configuration struct: Property `no-ambiguous-pathz` is not expected here/],
  },
  {
    name: "a manifest whose plugin is not there",
    edits: [[MANIFEST, /(?<=- )\S+\/plugin\.js/, "./gone.js"]],
    want: [`${MANIFEST}:1:1 read: Plugin "./gone.js" not found.`],
  },
  {
    name: "a manifest that lists nothing",
    edits: [[MANIFEST, /apis:\n.*\n.*\n/, ""]],
    want: [`${MANIFEST}:1:1 codegen: lists no description`],
  },
];

const BY_GENERATOR: Break[] = [
  {
    name: "two operations with one method name",
    edits: [[PATHS, "operationId: Notes_GetNote", "operationId: Notes_GetNote\n    x-method: create"]],
    want: [
      `${PATHS}:47:18 codegen: Notes_GetNote: notes.create is already the name of Notes_CreateNote: tell them apart by x-method`,
    ],
  },
  {
    name: "a header parameter",
    edits: [
      [
        PATHS,
        "  get:\n",
        "  get:\n    parameters:\n      - { name: X-A, in: header, description: An A., schema: { type: string }, example: a }\n",
      ],
    ],
    want: [`${PATHS}:49:18 codegen: Notes_GetNote: header parameter X-A: clients know path and query parameters only`],
  },
  {
    name: "a request body that is not JSON",
    edits: [[PATHS, ANOTHER_JSON, "text/plain"]],
    want: [
      `${PATHS}:5:18 codegen: Notes_CreateNote: its request body holds text/plain, and clients know application/json with a schema only`,
    ],
  },
  {
    name: "an array in a query that is not written as that of another operation",
    edits: [
      [PATHS, "  post:\n", `  post:\n    parameters: [{ ${IDS}, explode: false }]\n`],
      [PATHS, "  get:\n", `  get:\n    parameters: [{ ${IDS} }]\n`],
    ],
    want: [
      `${PATHS}:49:18 codegen: Notes_GetNote: query parameter ids: style: form, explode: true, but ids of Notes_CreateNote has style: form, explode: false, and a client writes all arrays in one way`,
    ],
  },
  {
    name: "a security scheme for which there is no credential",
    edits: [[ROOT_FILE, "scheme: bearer", "scheme: digest"]],
    want: [`${ROOT_FILE}:1:1 codegen: security scheme Bearer is neither Basic, Bearer nor OAuth2`],
  },
  {
    name: "paths of which only some belong to a version of a project",
    edits: [[ROOT_FILE, "/v1/projects/{project_id}/notes/{note_id}", "/v2/projects/{project_id}/notes/{note_id}"]],
    want: [/^specs\/notes\/openapi.yaml:1:1 codegen: paths start with "\/v1\/projects\/\{project_id\}" and with "\/v2/],
  },
  {
    name: "a server without regions",
    edits: [
      [ROOT_FILE, "{region}", "all"],
      [ROOT_FILE, / {4}variables:\n( {6,}.*\n)+/, ""],
    ],
    want: [`${ROOT_FILE}:1:1 codegen: the first server has no variable \`region\` with an enum, which clients offer`],
  },
  {
    name: "a schema whose name no type can have",
    edits: [
      [PATHS, "#/NewNote", "#/New-Note"],
      [SCHEMAS, "NewNote:", "New-Note:"],
    ],
    want: [`${ROOT_FILE}:1:1 codegen: schema New-Note needs a name that can be the name of a type`],
  },
];

describe("a description", () => {
  test("that keeps the rules is generated from", async () => {
    const outputs = await generate(await notesRepository());

    expect([...outputs.keys()].sort()).toEqual([
      "packages/mock/descriptions/notes.gen.json",
      "packages/notes/src/client.gen.ts",
      "packages/notes/src/operations.gen.ts",
      "packages/notes/src/resources.gen.ts",
      "packages/notes/src/schemas.gen.ts",
      "packages/notes/src/types.gen.ts",
      "packages/notes/src/values.gen.ts",
    ]);
  });

  describe.each([
    ["that breaks a rule", BY_RULES],
    ["that cannot be read", UNREADABLE],
    ["that clients do not support", BY_GENERATOR],
  ])("%s is refused:", (_, breaks) => {
    test.each(breaks)("$name", async ({ edits, want }) => {
      const root = await notesRepository(edits);

      const error = await generate(root).catch((reason: unknown) => reason);

      expect(error).toMatchObject({ name: "BrokenDescription" });
      const { message } = error as Error;
      for (const line of want) {
        if (line instanceof RegExp) expect(message).toMatch(line);
        else expect(message.split("\n")).toContain(line);
      }
      // Every line says where, by which rule and what; none is there twice, none holds an absolute path.
      const lines = message.split("\n");
      expect(lines.filter((line) => !/^specs\/[\w./-]+:\d+:\d+ [\w/ -]+: \S/.test(line))).toEqual([]);
      expect(new Set(lines).size).toBe(lines.length);
      expect(message).not.toContain(root);
    });
  });

  test("is refused when it is only checked, too", async () => {
    const root = await notesRepository([[SCHEMAS, "additionalProperties: false", "additionalProperties: true"]]);

    await expect(generate(root, true)).rejects.toThrow(/notes\.yaml:2:3 sinch\/requests-closed: /);
  });

  test("is refused with the problems of all descriptions, each once", async () => {
    const others = "  twin:\n    root: ./notes/openapi.yaml\n  gone:\n    root: ./gone.yaml\n";
    const root = await notesRepository([
      [SCHEMAS, "additionalProperties: false", "additionalProperties: true"],
      [MANIFEST, "apis:\n", `apis:\n${others}`],
    ]);

    const error = await generate(root).catch((reason: unknown) => reason);
    const { message } = error as Error;

    expect(message.split("\n")).toEqual([
      expect.stringMatching(/^specs\/notes\/schemas\/notes\.yaml:2:3 sinch\/requests-closed: /),
      expect.stringMatching(/^specs\/gone\.yaml:1:1 read: ENOENT/),
    ]);
  });
});
