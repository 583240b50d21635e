import { BrokenDescription, type Description } from "@sinch-fetch/description";
import { descriptionOf, json, operation } from "@sinch-fetch/description/testing";
import { describe, expect, test } from "vitest";
import { generateResources } from "../src/resources.ts";

const NOTE = { Note: { type: "object", properties: { text: { type: "string" } } } };

describe("generateResources", () => {
  test("writes an interface, its docs and its calls for each tag", () => {
    const description: Description = {
      ...descriptionOf(
        {
          "/notes": {
            post: operation({
              operationId: "Notes_CreateNote",
              requestBody: json({ $ref: "#/components/schemas/Note" }),
            }),
          },
          "/settings": { get: operation({ operationId: "Settings_GetSettings", tags: ["Project Settings"] }) },
          "/notes/all": { delete: operation({ operationId: "Notes_DeleteNotes" }) },
        },
        NOTE,
      ),
      tags: [{ name: "Project Settings", description: "Settings of a project." }],
    };

    expect(generateResources(description)).toBe(`import type { CallOptions } from "@sinch-fetch/http";
import type { Note } from "./schemas.gen.ts";

/** notes */
export interface NotesResource {
  /**
   * Reads one note.
   *
   * @param body A text.
   * @returns The note.
   */
  create(body?: Note, options?: CallOptions): Promise<void>;

  /**
   * Reads one note.
   *
   * @returns The note.
   */
  delete(query?: Readonly<Record<string, never>>, options?: CallOptions): Promise<void>;
}

/** Settings of a project. */
export interface ProjectSettingsResource {
  /**
   * Reads one note.
   *
   * @returns The note.
   */
  get(query?: Readonly<Record<string, never>>, options?: CallOptions): Promise<void>;
}

/** The resources of the client. */
export interface Resources {
  /** notes */
  readonly notes: NotesResource;

  /** Settings of a project. */
  readonly projectSettings: ProjectSettingsResource;
}
`);
  });

  test("imports the generated types only where a signature needs them", () => {
    const query = operation({ parameters: [{ name: "size", in: "query" }] });

    expect(generateResources(descriptionOf({ "/notes": { get: query } }))).toContain(
      'import type { NotesGetQuery } from "./types.gen.ts";',
    );
    expect(generateResources(descriptionOf({ "/notes": { get: operation() } }))).not.toContain("types.gen.ts");
  });

  test("imports the type of lists where there is one", () => {
    const paged = operation({ responses: { 200: json({ type: "object" }) }, "x-pagination": { items: "notes" } });

    const text = generateResources(descriptionOf({ "/notes": { get: paged } }));

    expect(text).toContain('import type { CallOptions, Paged } from "@sinch-fetch/http";');
  });

  test("refuses two operations with one method name, naming both", () => {
    const description = descriptionOf({
      "/notes": { get: operation({ operationId: "Notes_GetNotes" }) },
      "/notes:find": { post: operation({ operationId: "Notes_FindNote", "x-method": "get" }) },
    });

    expect(() => generateResources(description)).toThrow(
      new BrokenDescription(
        "notes.get is already the name of Notes_GetNotes: tell them apart by x-method",
        "Notes_FindNote",
      ),
    );
  });

  test("allows one method name in two resources", () => {
    const description = descriptionOf({
      "/notes": { get: operation({ operationId: "Notes_GetNotes" }) },
      "/apps": { get: operation({ operationId: "Apps_GetApps", tags: ["Apps"] }) },
    });

    expect(generateResources(description).match(/^ {2}get\(/gm)).toHaveLength(2);
  });
});
