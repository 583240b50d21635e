import { describe, expect, test } from "vitest";
import { type JudgedDifference, openOf } from "../../src/upstream/accepted.ts";
import { inOrder } from "../../src/upstream/difference.ts";
import { jsonOf, reportOf, type Verdict } from "../../src/upstream/report.ts";

const verdict: Verdict = {
  api: "batch",
  judged: [
    { path: "servers · https://br.example.com", kind: "missing-here", text: "missing here" },
    { operation: "GET /messages", path: "query · color", kind: "missing-here", text: "parameter missing here" },
    {
      operation: "GET /messages",
      path: "security",
      kind: "extra-here",
      text: "OAuth 2 extra here",
      accepted: "Meant.",
    },
    { operation: "GET /messages", path: "response 404", kind: "extra-here", text: "extra here" },
    { operation: "POST /messages", path: "request · ttl", kind: "different", text: "format: a here, b upstream" },
  ],
  stale: [{ difference: "* · gone", reason: "Was meant." }],
  list: "specs/batch/upstream-accepted.yaml",
};

test("the report has a line for each open difference, operation by operation, then the entries that fit none", () => {
  expect(reportOf(verdict)).toBe(`servers · https://br.example.com · missing here
GET /messages · query · color · parameter missing here
GET /messages · response 404 · extra here
POST /messages · request · ttl · format: a here, b upstream

specs/batch/upstream-accepted.yaml: fits no difference: * · gone

batch: 4 to look at, 1 accepted
`);
  expect(openOf(verdict)).toHaveLength(4);
});

describe("a fact is reported once:", () => {
  const at = (operation: string, path: string, text: string, origin: string): JudgedDifference => ({
    operation,
    path,
    kind: "different",
    text,
    origin,
  });
  const code = (operation: string, status: number): JudgedDifference =>
    at(
      operation,
      `response ${status} · error.code`,
      "format: int32 upstream only",
      "schemas/ErrorContent/properties/code",
    );
  const reason = (value: string, origin: string): JudgedDifference =>
    at("callback CAPABILITY", "body · reason.code", `enum: ${value} here only`, origin);
  const size = (name: string): JudgedDifference =>
    at("POST /notes", `request · ${name}`, "maxLength: 9 here only", `schemas/Note.${name}`);

  test.each<{ name: string; given: JudgedDifference[]; want: string[] }>([
    {
      name: "in several operations and statuses",
      given: [code("GET /notes", 400), code("GET /notes", 500), code("POST /notes", 400), code("callback NOTE", 400)],
      want: ["ErrorContent.code · format: int32 upstream only (in 2 operations and 1 callback)"],
    },
    {
      name: "in several statuses of one operation",
      given: [code("GET /notes", 400), code("GET /notes", 500)],
      want: ["ErrorContent.code · format: int32 upstream only"],
    },
    {
      name: "in one place, which is named whole",
      given: [code("GET /notes", 400)],
      want: ["GET /notes · response 400 · error.code · format: int32 upstream only"],
    },
    {
      name: "unless it is accepted where it shows",
      given: [code("GET /notes", 400), { ...code("POST /notes", 400), accepted: "Meant." }],
      want: ["GET /notes · response 400 · error.code · format: int32 upstream only"],
    },
    {
      name: "beside others about the same place, values of an enum together",
      given: [
        reason("EXPIRED", "schemas/ReasonCode"),
        reason("SPLIT", "schemas/ReasonCode/anyOf/0"),
        at("callback CAPABILITY", "body · reason.code", "default: UNKNOWN here only", "schemas/ReasonCode"),
      ],
      want: ["ReasonCode · enum: EXPIRED and SPLIT here only; default: UNKNOWN here only"],
    },
    {
      name: "beside the same about other places, fields under the name of their schema",
      given: [size("title"), size("text"), { ...size("tag"), origin: "schemas/Tag/properties/names/items" }],
      want: ["Note.title, .text, Tag.names[] · maxLength: 9 here only"],
    },
    {
      name: "with the number of its fields, where they are many",
      given: ["a", "b", "c", "d", "e"].map(size),
      want: ["Note (5 fields) · maxLength: 9 here only"],
    },
    {
      name: "over several lines, where its places are long",
      given: ["a", "b", "c"].map((name) => ({ ...size(name), origin: `schemas/${name.repeat(50)}` })),
      want: ["maxLength: 9 here only:", `  ${"a".repeat(50)}, ${"b".repeat(50)},`, `  ${"c".repeat(50)}`],
    },
  ])("$name", ({ given, want }) => {
    const lines = reportOf({ ...verdict, judged: given, stale: [] }).split("\n\n");

    expect(lines[0]?.split("\n")).toEqual(want);
  });

  test("the last line counts facts, and the places in which they show", () => {
    const report = reportOf({ ...verdict, judged: [code("GET /notes", 400), code("GET /notes", 500)], stale: [] });

    expect(report).toMatch(/\nbatch: 1 to look at in 2 places, 0 accepted\n$/);
  });
});

test("a report without differences says so", () => {
  expect(reportOf({ ...verdict, judged: [], stale: [] })).toBe("batch: 0 to look at, 0 accepted\n");
});

test("JSON has all of them, with the reason of what is accepted", () => {
  const parsed: unknown = JSON.parse(jsonOf(verdict));

  expect(parsed).toEqual({ api: "batch", differences: verdict.judged, stale: ["* · gone"] });
});

test("differences are in one order, each once: the description's own, operations by path, callbacks", () => {
  const given = [
    ["callback B", "body", "b"],
    ["POST /b", "request", "a"],
    ["GET /b", "request", "b"],
    ["GET /b", "request", "a"],
    ["GET /b", "request", "a"],
    ["GET /a", "security", "a"],
    [undefined, "servers", "a"],
    ["callback A", "body", "b"],
  ] as const;

  const ordered = inOrder(
    given.map(([operation, path, text]) => ({ ...(operation && { operation }), path, kind: "different", text })),
  );

  expect(ordered.map(({ operation, path, text }) => [operation, path, text])).toEqual([
    [undefined, "servers", "a"],
    ["GET /a", "security", "a"],
    ["GET /b", "request", "a"],
    ["GET /b", "request", "b"],
    ["POST /b", "request", "a"],
    ["callback A", "body", "b"],
    ["callback B", "body", "b"],
  ]);
});
