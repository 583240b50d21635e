import { beforeAll, describe, expect, test } from "vitest";
import type { Operation } from "../src/description/operation.ts";
import { checkPreference, PreferError, parsePrefer } from "../src/exchange/prefer.ts";
import { operationsOf } from "./operations.ts";

describe("parsePrefer", () => {
  test.each([
    ["", { dynamic: false }],
    ["code=403", { code: 403, dynamic: false }],
    ['CODE = 403 , example="flat"', { code: 403, example: "flat", dynamic: false }],
    ["example=a=b", { example: "a=b", dynamic: false }],
    ["dynamic=true, seed=7", { dynamic: true, seed: "7" }],
    ["respond-async, return=minimal; foo, wait=10, code=200", { code: 200, dynamic: false }],
  ])("reads %j", (given, want) => {
    expect(parsePrefer(given)).toEqual(want);
  });

  test.each([
    ["status=403", '"status" is unknown, expected code, example, dynamic or seed'],
    ["code=many", 'code is "many", expected a status such as 403'],
    ["code=999", 'code is "999", expected a status such as 403'],
    ["code=", "code has no value"],
    ["code=400, code=403", "code is given twice"],
    ["dynamic=yes", 'dynamic is "yes", expected true or false'],
    ["dynamic=true, example=flat", "example and dynamic=true exclude each other"],
    ["seed=7", "seed needs dynamic=true"],
  ])("refuses %j", (given, want) => {
    expect(() => parsePrefer(given)).toThrow(new PreferError(want));
  });
});

describe("checkPreference", () => {
  let send: Operation;
  let status: Operation;

  beforeAll(async () => {
    const operations = await operationsOf("batch");
    const find = (id: string) => operations.find(({ iid }) => iid === id) ?? expect.unreachable(`${id} is gone`);
    send = find("Batch_SendBatch");
    status = find("Batch_GetBatchStatus");
  });

  test("accepts what the operation documents", () => {
    expect(() => checkPreference({}, send)).not.toThrow();
    expect(() => checkPreference({ code: 401 }, send)).not.toThrow();
    expect(() => checkPreference({ example: "rich" }, status)).not.toThrow();
    expect(() => checkPreference({ code: 403, example: "flat" }, status)).not.toThrow();
  });

  test("names the codes that are documented", () => {
    expect(() => checkPreference({ code: 418 }, send)).toThrow(
      "code 418 is not documented for Batch_SendBatch, expected 200, 400, 401, 403, 404, 429, 500, 503",
    );
  });

  test("takes the answer that stands for any failure for failures only", async () => {
    const list = (await operationsOf("templates")).find(({ iid }) => iid === "Templates_v2_ListTemplates");
    if (list === undefined) return expect.unreachable("the templates API is gone");

    for (const code of [400, 401, 404, 429, 500, 599]) expect(() => checkPreference({ code }, list)).not.toThrow();
    expect(() => checkPreference({ code: 404, example: "denied" }, list)).not.toThrow();
    for (const code of [100, 201, 204, 302]) {
      const want = `code ${code} is not documented for Templates_v2_ListTemplates, expected 200, any from 400 to 599`;
      expect(() => checkPreference({ code }, list)).toThrow(new PreferError(want));
    }
    expect(() => checkPreference({ code: 404, example: "rich" }, list)).toThrow(
      'example "rich" is not documented for default of Templates_v2_ListTemplates, expected invalid, denied',
    );
  });

  test("names the examples that are documented", () => {
    expect(() => checkPreference({ example: "flat" }, status)).toThrow(
      'example "flat" is not documented for 200 of Batch_GetBatchStatus, expected minimal, rich',
    );
    expect(() => checkPreference({ code: 401, example: "flat" }, status)).toThrow("it has none");
  });

  test("takes any code where the operation documents a default, and a class for its codes", () => {
    const [first] = send.responses;
    const responses = [{ ...first, id: "a", code: "4XX", contents: [] }];

    expect(() => checkPreference({ code: 418 }, { ...send, responses })).not.toThrow();
    expect(() => checkPreference({ code: 502 }, { ...send, responses })).toThrow("code 502");
    const withDefault = { ...send, responses: [{ ...first, id: "b", code: "default", contents: [] }] };
    expect(() => checkPreference({ code: 503 }, withDefault)).not.toThrow();
  });
});
