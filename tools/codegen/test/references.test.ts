import { type Edit, notesRepository, put } from "@sinch-fetch/description/testing";
import { describe, expect, test } from "vitest";
import { generate } from "../src/generate.ts";

const ROOT_FILE = "specs/notes/openapi.yaml";
const PATHS = "specs/notes/paths/notes.yaml";
const SCHEMAS = "specs/notes/schemas/notes.yaml";

const LONE = "Lone:\n  description: Used by nothing.\n  type: string\n";
const CIRCLE = "Loop:\n  description: Used by itself.\n  type: array\n  items:\n    $ref: '#/Loop'\n";

/** The lines of the complaint about a repository. */
async function complaintAbout(root: string): Promise<string[]> {
  const error = await generate(root, true).then(
    () => new Error("nothing"),
    (reason: Error) => reason,
  );
  return error.message.split("\n");
}

describe("what no description refers to is refused:", () => {
  test.each<{ name: string; file: string; content: string }>([
    { name: "a file of schemas", file: "specs/notes/schemas/old.yaml", content: LONE },
    { name: "a file of paths", file: "specs/notes/paths/old.yaml", content: "old:\n  parameters: []\n" },
    { name: "a shared file", file: "specs/shared/schemas/old.yaml", content: LONE },
    { name: "an empty file", file: "specs/notes/schemas/old.yaml", content: "" },
    { name: "a file that is not YAML", file: "specs/notes/schemas/old.yaml", content: "a: [\n" },
    {
      name: "a description that the manifest does not list",
      file: "specs/old/openapi.yaml",
      content: "openapi: 3.1.0\n",
    },
  ])("$name", async ({ file, content }) => {
    const root = await notesRepository();
    await put(root, file, content);

    expect(await complaintAbout(root)).toEqual([`${file}:1:1 references: No description refers to this file.`]);
  });

  test.each<{ name: string; edits: Edit[]; want: string[] }>([
    {
      name: "a schema",
      edits: [[SCHEMAS, "Color:", `${LONE}\nColor:`]],
      want: [`${SCHEMAS}:13:1 references: No description refers to Lone.`],
    },
    {
      name: "a schema that only it refers to",
      edits: [[SCHEMAS, "Color:", `${CIRCLE}\nColor:`]],
      want: [`${SCHEMAS}:13:1 references: No description refers to Loop.`],
    },
    {
      name: "a path item",
      edits: [[PATHS, /^note:/m, "gone:\n  parameters: []\n\nnote:"]],
      want: [`${PATHS}:37:1 references: No description refers to gone.`],
    },
    {
      name: "a component of the root",
      edits: [
        [
          ROOT_FILE,
          "  parameters:\n",
          "  schemas:\n    Lone: { description: Used by nothing., type: string }\n  parameters:\n",
        ],
      ],
      want: [`${ROOT_FILE}:36:5 no-unused-components: Component: "Lone" is never used.`],
    },
  ])("$name", async ({ edits, want }) => {
    expect(await complaintAbout(await notesRepository(edits))).toEqual(want);
  });
});

describe("a reference that leads nowhere is named, with the nearest that leads somewhere:", () => {
  test.each<{ name: string; edit: Edit; want: string }>([
    {
      name: "a slip in a name of the same file",
      edit: [SCHEMAS, '$ref: "#/Color"', '$ref: "#/Colour"'],
      want: `${SCHEMAS}:9:7 no-unresolved-refs: Can't resolve $ref "#/Colour"; the nearest is "#/Color"`,
    },
    {
      name: "a schema of another file",
      edit: [SCHEMAS, '$ref: "#/Color"', '$ref: "#/Refusal"'],
      want: `${SCHEMAS}:9:7 no-unresolved-refs: Can't resolve $ref "#/Refusal"; the nearest is "./errors.yaml#/Refusal"`,
    },
    {
      name: "a component of the root",
      edit: [PATHS, "#/components/responses/Refused", "#/components/responses/Refuse"],
      want: 'no-unresolved-refs: Can\'t resolve $ref "../openapi.yaml#/components/responses/Refuse"; the nearest is "../openapi.yaml#/components/responses/Refused"',
    },
    {
      name: "a file that is not there",
      edit: [PATHS, "notes.yaml#/NewNote", "note.yaml#/NewNote"],
      want: `${PATHS}:15:13 no-unresolved-refs: Can't resolve $ref "../schemas/note.yaml#/NewNote": ENOENT: no such file or directory 'specs/notes/schemas/note.yaml'; the nearest is "../schemas/notes.yaml#/NewNote"`,
    },
  ])("$name", async ({ edit, want }) => {
    const lines = await complaintAbout(await notesRepository([edit]));

    expect(lines).toContainEqual(expect.stringContaining(want));
    // What is not reached may be what the reference is meant for.
    expect(lines.filter((line) => line.includes(" references: "))).toEqual([]);
  });
});
