import type { Description } from "@sinch-fetch/description";
import { describe, expect, test } from "vitest";
import { verdicts } from "../../src/semver/packages.ts";
import { json, notes, ref, response } from "./cases/notes.ts";

/** The token endpoint of no project: no client comes from it. */
const token: Description = {
  openapi: "3.1.0",
  info: { title: "Token", version: "1.0.0" },
  paths: {
    "/token": {
      post: { operationId: "Token_Create", tags: ["Token"], responses: { 200: response({ type: "object" }) } },
    },
  },
};

function edited(edit: (description: Description) => void): Description {
  const description = notes();
  edit(description);
  return description;
}

describe("what follows for the packages from", () => {
  const all = new Map([["notes", notes()]]);
  const cases: { name: string; before: Map<string, Description>; after: Map<string, Description>; want: object }[] = [
    { name: "nothing", before: all, after: all, want: { notes: "none", mock: "none" } },
    { name: "the first description of all", before: new Map(), after: all, want: { notes: "major", mock: "major" } },
    {
      name: "a further description",
      before: all,
      after: new Map([...all, ["letters", notes()]]),
      want: { notes: "none", letters: "major", mock: "minor" },
    },
    {
      name: "a description removed",
      before: new Map([...all, ["letters", notes()]]),
      after: all,
      want: { notes: "none", letters: "major", mock: "major" },
    },
    {
      name: "a change of what no client comes from",
      before: new Map([...all, ["token", token]]),
      after: new Map([...all, ["token", { ...token, paths: {} }]]),
      want: { notes: "none", mock: "major" },
    },
    {
      name: "a name of types, which the mock does not have",
      before: all,
      after: new Map([["notes", notes({ Spare: { type: "string" } })]]),
      want: { notes: "minor", mock: "patch" },
    },
    {
      name: "a region, which the mock does not have",
      before: all,
      after: new Map([["notes", edited(({ servers }) => servers?.[0]?.variables?.region?.enum?.pop())]]),
      want: { notes: "major", mock: "patch" },
    },
    {
      name: "a field of a response",
      before: all,
      after: new Map([["notes", notes({ Problem: { type: "object" } })]]),
      want: { notes: "major", mock: "major" },
    },
  ];

  test.each(cases)("$name", ({ before, after, want }) => {
    const found = verdicts(before, after).map(({ name, bump }) => [name.replace("@sinch-fetch/", ""), bump]);

    expect(Object.fromEntries(found)).toEqual(want);
  });
});

test("a type of responses that requests begin to use is another type to those who import it", () => {
  const strict = { type: "object", additionalProperties: false, properties: { message: { type: "string" } } };
  const { additionalProperties: _, ...tolerant } = strict;
  const after = edited(({ paths, components }) => {
    const { schemas = {} } = components ?? {};
    Object.assign(schemas, { Problem: strict, ProblemAnswer: tolerant });
    const notFound = { 200: response(ref("NoteAnswer")), 404: response(ref("ProblemAnswer")) };
    for (const [path, item] of Object.entries(paths)) {
      if (path.endsWith("/{note_id}") && item.get && !Array.isArray(item.get)) item.get.responses = notFound;
      if (path.endsWith("/notes") && item.post && !Array.isArray(item.post)) {
        item.post.requestBody = { required: true, content: json(ref("Problem")) };
      }
    }
  });

  const [{ changes } = { changes: [] }] = verdicts(new Map([["notes", notes()]]), new Map([["notes", after]]));

  expect(changes).toContainEqual(
    expect.objectContaining({
      level: "major",
      path: "types · Problem",
      text: "Problem is the type of requests now, that of responses is ProblemAnswer — breaks imports",
    }),
  );
});

test("a change is reported once, with the first operation that it reaches and the number of the others", () => {
  const after = notes({
    Problem: { type: "object", properties: { message: { type: "string" }, code: { type: "string" } } },
  });

  const [{ changes } = { changes: [] }] = verdicts(new Map([["notes", notes()]]), new Map([["notes", after]]));

  expect(changes.map(({ operation, path, text }) => ({ operation, path, text }))).toEqual([
    { operation: "GET /notes", path: "response 400 · code", text: "optional field added (and in 2 more operations)" },
  ]);
});

test("a text that both sides show is reported once", () => {
  const described = (description: string) =>
    notes({ NoteAnswer: ref("Paper"), NewNote: ref("Paper"), Paper: { type: "object", description } });

  const [{ changes } = { changes: [] }] = verdicts(
    new Map([["notes", described("A sheet.")]]),
    new Map([["notes", described("A leaf.")]]),
  );

  expect(changes.map(({ level, path, text }) => `${level} ${path}: ${text}`)).toEqual([
    "patch response 200 · notes[]: description changed (and in 3 more operations)",
  ]);
});
