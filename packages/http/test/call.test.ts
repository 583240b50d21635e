import { describe, expect, test } from "vitest";
import { callWith } from "../src/call/call.ts";
import { tracedCallOf } from "../src/call/traced-call.ts";
import type { WireInit, WireResult } from "../src/call/wire-run.ts";
import type { Operation } from "../src/operation.ts";
import { rejection } from "./rejection.ts";

const operation = { id: "GetMessage", method: "GET", path: "/messages/{message_id}", idempotent: true };

/** A wire level that gives one answer and keeps what it was called with. */
function wireLevel(answer: WireResult) {
  const calls: { operation: Operation | undefined; method: string; path: string; init: WireInit | undefined }[] = [];
  const call = callWith(async (given, method, path, init) => {
    calls.push({ operation: given, method, path, init });
    return { result: answer, asked: { method, operation: given, attempts: 2, outcome: "not-sent" } };
  }, tracedCallOf("https://api.test"));
  return { call, calls };
}

describe("callWith", () => {
  test("returns the body of a successful answer", async () => {
    const { call } = wireLevel({ data: { message_id: "m" }, response: new Response() });

    const body = await call(operation, {});

    expect(body).toEqual({ message_id: "m" });
  });

  test("returns undefined for an answer without a body", async () => {
    const { call } = wireLevel({ response: new Response(null, { status: 204 }) });

    expect(await call(operation, {})).toBeUndefined();
  });

  test("hands the arguments to where they go", async () => {
    const { call, calls } = wireLevel({ response: new Response() });
    const { signal } = new AbortController();
    const options = { headers: { "x-a": "b" }, signal, timeoutMs: 5, deadlineMs: 6, retry: false } as const;
    const given = { path: { message_id: "m" }, query: { view: "full" }, body: { a: 1 } };

    await call(operation, given, options);

    const params = { path: { message_id: "m" }, query: { view: "full" } };
    const init = { params, body: { a: 1 }, ...options };
    expect(calls).toEqual([{ operation, method: "GET", path: "/messages/{message_id}", init }]);
  });

  test("adds the query of the options to that of the arguments and prefers it", async () => {
    const { call, calls } = wireLevel({ response: new Response() });

    await call(operation, { query: { a: "argument", b: "argument" } }, { query: { b: "option", c: "option" } });

    expect(calls[0]?.init?.params?.query).toEqual({ a: "argument", b: "option", c: "option" });
  });

  test("needs neither arguments nor options", async () => {
    const { call, calls } = wireLevel({ response: new Response() });

    await call(operation, {});

    expect(calls[0]?.init).toEqual({ params: { path: undefined, query: {} }, body: undefined });
  });

  test("throws the ApiError of an error status", async () => {
    const error = { error: { code: 404, message: "No such message", status: "NOT_FOUND" } };
    const { call } = wireLevel({ error, response: new Response(null, { status: 404 }) });

    const failure = await rejection(call(operation, {}));

    expect(failure).toMatchObject({ name: "ApiError", status: 404, statusName: "NOT_FOUND", body: error });
    expect(failure).toMatchObject({ operation: "GetMessage", method: "GET", outcome: "rejected", attempts: 2 });
  });

  test.each(["text", 5, null])("refuses %s for the options, and passes the name on", async (options) => {
    const { call, calls } = wireLevel({ response: new Response() });

    await call(operation, {}, options as never).catch(() => {});

    expect(calls[0]?.init).toMatchObject({ options });
  });

  test("checks that a success holds what it must", async () => {
    const { call } = wireLevel({ data: {}, response: new Response() });

    const error = await rejection(call({ ...operation, result: ["message_id"] }, {}));

    expect(error).toMatchObject({ name: "ApiError", outcome: "unknown", attempts: 2 });
  });
});
