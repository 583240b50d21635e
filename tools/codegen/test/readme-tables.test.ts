import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Edit, notesRepository, put, replaceIn } from "@sinch-fetch/description/testing";
import { describe, expect, test } from "vitest";
import { differences, settle } from "../src/files.ts";
import { generate } from "../src/generate.ts";

const CLIENT = "packages/notes/README.md";
const PATHS = "specs/notes/paths/notes.yaml";
const OPEN = "<!-- operations: written by pnpm generate -->";
const CLOSE = "<!-- end of operations -->";

/** A repository whose READMEs are generated, and what they hold then. */
async function generated(files: Record<string, string>, edits: readonly Edit[] = []) {
  const root = await notesRepository(edits);
  for (const [file, content] of Object.entries(files)) await put(root, file, content);
  await settle(await differences(await generate(root), root), root);
  return { root, read: (file: string) => readFile(join(root, file), "utf8") };
}

describe("the README of a client", () => {
  const before = `# Notes\n\n${OPEN}\nanything\n${CLOSE}\n\n### notes\n\nKeeps notes.\n`;

  test("lists resources and methods between the marks, with a link to the resource's section", async () => {
    const { read } = await generated({ [CLIENT]: before });

    expect(await read(CLIENT)).toBe(
      `# Notes\n\n${OPEN}\n\n` +
        "| resource          | methods        |\n" +
        "| ----------------- | -------------- |\n" +
        "| [`notes`](#notes) | `create` `get` |\n" +
        `\n${CLOSE}\n\n### notes\n\nKeeps notes.\n`,
    );
  });

  test("has no link where it has no section", async () => {
    const { read } = await generated({ [CLIENT]: `${OPEN}\n${CLOSE}\n` });

    expect(await read(CLIENT)).toContain("| `notes`  | `create` `get` |");
  });

  test("lists the customary methods first", async () => {
    const { read } = await generated({ [CLIENT]: `${OPEN}\n${CLOSE}\n` }, [
      [PATHS, "operationId: Notes_CreateNote", "operationId: Notes_CreateNote\n    x-method: pin"],
    ]);

    expect(await read(CLIENT)).toContain("`get` `pin`");
  });

  test("stays as it is without marks", async () => {
    const { root, read } = await generated({ [CLIENT]: "# Notes\n" });

    expect(await read(CLIENT)).toBe("# Notes\n");
    expect((await generate(root)).has(CLIENT)).toBe(false);
  });

  test("is outdated after an edit of the description", async () => {
    const { root } = await generated({ [CLIENT]: before });
    await replaceIn(root, [PATHS, "operationId: Notes_GetNote", "operationId: Notes_GetNote\n    x-method: read"]);

    const found = await differences(await generate(root), root);

    const readme = found.find(({ path }) => path === CLIENT);
    expect(readme?.state).toBe("outdated");
    expect(readme?.content).toContain("`create` `read`");
  });
});

describe("the README of the repository", () => {
  test("counts operations, and lists the resources of all clients", async () => {
    const { read } = await generated({ "README.md": `${OPEN}\n${CLOSE}\n` });

    expect(await read("README.md")).toBe(
      `${OPEN}\n\n2 operations.\n\n` +
        "| client | resource | methods        |\n" +
        "| ------ | -------- | -------------- |\n" +
        "| notes  | `notes`  | `create` `get` |\n" +
        `\n${CLOSE}\n`,
    );
  });

  test("counts callbacks where there are some", async () => {
    const note = "      content: { application/json: { schema: { $ref: './schemas/notes.yaml#/NoteKept' }, examples: {";
    const kept = `    post:
      operationId: Callback_Kept
      tags: [Notes]
      summary: A note was kept
      description: Says that a note was kept.
      security: []
      x-payload-property: note
      requestBody:
        required: true
  ${note} minimal: { summary: A note., value: { note: { note_id: n1, text: a } } }, rich: { summary: Another., value: { note: { note_id: n2, text: b } } } } } }
      responses:
        "200":
          description: The note is known.
`;
    const schema =
      "NoteKept:\n  description: A note that was kept.\n  type: object\n  properties:\n    note:\n      $ref: '#/Note'\n  required: [note]\n\nColor:";
    const { read } = await generated({ "README.md": `${OPEN}\n${CLOSE}\n` }, [
      ["specs/notes/openapi.yaml", "components:\n", `webhooks:\n  NOTE_KEPT:\n${kept}components:\n`],
      ["specs/notes/schemas/notes.yaml", "Color:", schema],
    ]);

    expect(await read("README.md")).toContain("\n2 operations and 1 callback.\n");
  });
});

test("the READMEs of this repository have the marks", async () => {
  const root = join(import.meta.dirname, "../../..");

  for (const file of [
    "README.md",
    ...["conversation", "batch", "templates"].map((name) => `packages/${name}/README.md`),
  ]) {
    expect(await readFile(join(root, file), "utf8"), file).toContain(`${OPEN}\n`);
  }
});
