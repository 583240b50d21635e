import { expect, test } from "vitest";
import { inOrder } from "../src/difference.ts";
import { jsonOf, openOf, reportOf, type Verdict } from "../src/report.ts";

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
    { operation: "GET /messages", path: "answer 404", kind: "extra-here", text: "extra here" },
    { operation: "POST /messages", path: "request · ttl", kind: "different", text: "format: a here, b upstream" },
  ],
  stale: [{ difference: "* · gone", reason: "Was meant." }],
  list: "specs/batch/upstream-accepted.yaml",
};

test("the report has a line for each open difference, operation by operation, then the entries that fit none", () => {
  expect(reportOf(verdict)).toBe(`servers · https://br.example.com · missing here
GET /messages · query · color · parameter missing here
GET /messages · answer 404 · extra here
POST /messages · request · ttl · format: a here, b upstream

specs/batch/upstream-accepted.yaml: fits no difference: * · gone

batch: 4 to look at, 1 accepted
`);
  expect(openOf(verdict)).toHaveLength(4);
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
