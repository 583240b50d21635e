import { expect, test } from "vitest";
import type { PackageChange } from "../../src/semver/packages.ts";
import { summaryOf } from "../../src/semver/summary.ts";

function change(changes: Partial<PackageChange>): PackageChange {
  const { operation = "POST /notes", ...rest } = changes;
  return {
    level: "minor",
    rule: "fieldAdded",
    api: "notes",
    path: "request · text",
    what: "optional field added",
    text: "optional field added",
    origin: "schemas/Note.text",
    mockLevel: "minor",
    operations: [operation],
    ...(rest.path?.startsWith("servers") ? {} : { operation }),
    ...rest,
  };
}

const added = { rule: "operationAdded", what: "operation added", path: "operation" };
const texts = { level: "patch", rule: "documented", what: "description changed" } as const;

const cases: { name: string; given: PackageChange[]; want: string }[] = [
  {
    name: "one change in one line",
    given: [change({})],
    want: "Optional field added: `text` in the request of `POST /notes`.",
  },
  {
    name: "what breaks",
    given: [change({ level: "major", rule: "fieldRemoved", what: "field removed" })],
    want: "Breaking: Field removed: `text` in the request of `POST /notes`.",
  },
  {
    name: "a parameter",
    given: [change({ path: "query · page_size", operations: ["GET /notes", "GET /tags", "GET /pins"] })],
    want: "Optional field added: query parameter `page_size` of `POST /notes` and 2 more.",
  },
  {
    name: "a callback",
    given: [change({ operation: "callback NOTE_KEPT", path: "payload · note.by" })],
    want: "Optional field added: `note.by` in callback `NOTE_KEPT`.",
  },
  {
    name: "what belongs to no operation",
    given: [change({ path: "servers · br", what: "region br added" })],
    want: "Region br added: `servers · br` of the notes API.",
  },
  {
    name: "several operations together",
    given: [change({ ...added, origin: "a" }), change({ ...added, operation: "GET /tags", origin: "b" })],
    want: "Operation added: `POST /notes`; `GET /tags`.",
  },
  {
    name: "one edit that several APIs share, once",
    given: [change({}), change({ api: "letters", operation: "POST /letters" })],
    want: "Optional field added: `text` in the request of `POST /notes` (notes); `text` in the request of `POST /letters` (letters).",
  },
  {
    name: "what shows in many places, by the name of its schema",
    given: [
      change({}),
      change({ api: "letters", path: "response 200 · text" }),
      change({ operation: "callback NOTE_KEPT", path: "payload · note.text" }),
    ],
    want: "Optional field added: `Note.text` in requests, responses and callbacks (notes, letters).",
  },
  {
    name: "texts, counted",
    given: [change(texts), change({ ...texts, origin: "other" })],
    want: "Texts or examples changed in 2 places.",
  },
  {
    name: "a list, what breaks first",
    given: [change(texts), change({}), change({ level: "major", what: "field removed" })],
    want: [
      "Changes of the notes API:",
      "",
      "- Breaking: Field removed: `text` in the request of `POST /notes`.",
      "- Optional field added: `text` in the request of `POST /notes`.",
      "- Texts or examples changed in 1 place.",
    ].join("\n"),
  },
];

test.each(cases)("the text of a changeset: $name", ({ given, want }) => {
  expect(summaryOf(given)).toBe(want);
});
