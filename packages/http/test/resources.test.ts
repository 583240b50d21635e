import { describe, expect, test } from "vitest";
import type { Call } from "../src/call/call.ts";
import { resourcesOf } from "../src/call/resources.ts";
import type { Operation, OperationTable } from "../src/operation.ts";

const get: Operation = { id: "Notes_Get", method: "GET", path: "/apps/{app_id}/notes/{note_id}", idempotent: true };
const add: Operation = {
  id: "Notes_Add",
  method: "POST",
  path: "/apps/{app_id}/notes",
  body: true,
};
const list: Operation = {
  id: "Tags_List",
  method: "GET",
  path: "/tags",
  idempotent: true,
  pagination: { items: "tags" },
};
const table: OperationTable = { notes: { get, add }, tags: { list } };

type Method = (...methodArguments: unknown[]) => unknown;
type Methods = Record<string, Record<string, Method>>;

/** The resources of the table, over a call that answers with what it was called with, and its name. */
function resources(): Methods {
  const answering =
    (name: string): Call =>
    <Answer>(...callArguments: unknown[]) =>
      Promise.resolve([name, ...callArguments] as Answer);
  return resourcesOf<Methods>(table, answering("call"), answering("list"));
}

describe("a resource method", () => {
  test("exists for each operation of the table, by resource and name", () => {
    const made = resources();

    expect(Object.entries(made).map(([name, methods]) => [name, Object.keys(methods)])).toEqual([
      ["notes", ["get", "add"]],
      ["tags", ["list"]],
    ]);
  });

  test("takes the path's parameters in their order, then the query, then the options", async () => {
    const options = { timeoutMs: 5 };

    const called = await resources().notes?.get?.("app", "note", { view: "FULL" }, options);

    const path = { app_id: "app", note_id: "note" };
    expect(called).toEqual(["call", get, { path, query: { view: "FULL" } }, options]);
  });

  test("takes the body in the query's place where the operation has one", async () => {
    const called = await resources().notes?.add?.("app", { text: "hi" }, { query: { view: "FULL" } });

    expect(called).toEqual([
      "call",
      add,
      { path: { app_id: "app" }, body: { text: "hi" } },
      { query: { view: "FULL" } },
    ]);
  });

  test("takes nothing after the path's parameters", async () => {
    expect(await resources().notes?.get?.("app", "note")).toEqual([
      "call",
      get,
      { path: { app_id: "app", note_id: "note" }, query: undefined },
      undefined,
    ]);
  });

  test("of a list lists", async () => {
    expect(await resources().tags?.list?.({ size: 2 })).toEqual([
      "list",
      list,
      { path: {}, query: { size: 2 } },
      undefined,
    ]);
  });

  test("of a list is a call where nothing was given to list with", async () => {
    const made = resourcesOf<Methods>(table, <Answer>(operation: Operation) => Promise.resolve(operation.id as Answer));

    expect(await made.tags?.list?.()).toBe("Tags_List");
  });
});
