import { describe, expect, test } from "vitest";
import { checkResult, readJson, refused } from "../src/call/read-response.ts";
import { isApiError } from "../src/errors/errors.ts";

const operation = { id: "SendMessage", method: "POST", path: "/messages:send" };
const asked = { method: "POST", operation, attempts: 1, outcome: "not-sent" } as const;

function answer(status: number): Response {
  const response = new Response(null, { status, headers: { "x-request-id": "abc" } });
  return Object.defineProperty(response, "url", { value: "https://api.test/v1/messages:send?phone=123" });
}

describe("refused", () => {
  test.each([
    { status: 302, want: "rejected" },
    { status: 303, want: "unknown" },
    { status: 307, want: "rejected" },
    { status: 400, want: "rejected" },
    { status: 408, want: "rejected" },
    { status: 429, want: "rejected" },
    { status: 499, want: "rejected" },
    { status: 500, want: "unknown" },
    { status: 503, want: "unknown" },
  ])("gives a $status the outcome $want", ({ status, want }) => {
    const error = refused(asked, answer(status), undefined);

    expect(error).toMatchObject({ status, outcome: want });
  });

  test.each([
    {
      given: { error: { code: 400, message: "Bad app_id", status: "INVALID_ARGUMENT" } },
      want: "POST https://api.test/v1/messages:send: 400 INVALID_ARGUMENT: Bad app_id",
    },
    { given: { message: "Bad app_id" }, want: "POST https://api.test/v1/messages:send: 400: Bad app_id" },
    { given: { error: "invalid_request" }, want: "POST https://api.test/v1/messages:send: 400 invalid_request" },
    {
      given: { message: "one\r\ntwo\u001b[2J" },
      want: "POST https://api.test/v1/messages:send: 400: one two [2J",
    },
    { given: "<html>no</html>", want: "POST https://api.test/v1/messages:send: 400" },
    { given: "", want: "POST https://api.test/v1/messages:send: 400" },
    { given: undefined, want: "POST https://api.test/v1/messages:send: 400" },
  ])("says what the server said: $want", ({ given, want }) => {
    const error = refused(asked, answer(400), given);

    expect(error.message).toBe(want);
  });

  test("carries the answer and the request", () => {
    const body = { error: { code: 400, message: "Bad", status: "INVALID_ARGUMENT", details: [{ field: "app_id" }] } };

    const error = refused(asked, answer(400), body);

    const content = { code: 400, statusName: "INVALID_ARGUMENT", details: [{ field: "app_id" }], body };
    expect(error).toMatchObject({
      method: "POST",
      url: "https://api.test/v1/messages:send",
      operation: "SendMessage",
      ...content,
    });
    expect(error.headers.get("x-request-id")).toBe("abc");
  });

  test.each([
    { before: "not-sent", status: 404, want: "rejected" },
    { before: "rejected", status: 404, want: "rejected" },
    { before: "unknown", status: 404, want: "unknown" },
    { before: "rejected", status: 503, want: "unknown" },
  ] as const)("makes a $status after attempts that were $before $want", ({ before, status, want }) => {
    const error = refused({ ...asked, attempts: 3, outcome: before }, answer(status), undefined);

    expect(error).toMatchObject({ outcome: want, attempts: 3 });
  });

  test("keeps so much of a text and no more", () => {
    const error = refused(asked, answer(502), "x".repeat(65_537));

    expect(error.body).toBe("x".repeat(65_536));
  });

  test("has no body for an answer with an empty one", () => {
    expect(refused(asked, answer(500), "").body).toBeUndefined();
  });
});

describe("readJson", () => {
  test.each([
    { given: '{"a":1}', want: { a: 1 } },
    { given: "[]", want: [] },
    { given: '"text"', want: "text" },
    { given: "null", want: null },
    { given: "", want: undefined },
  ])("reads $given", ({ given, want }) => {
    expect(readJson(asked, answer(200), given)).toEqual(want);
  });

  test("refuses a body that is not JSON, with an error that holds its text", () => {
    const read = () => readJson(asked, answer(200), "<html>");

    expect(read).toThrow("POST https://api.test/v1/messages:send: 200 with a body that is not JSON");
    expect(read).toThrow(expect.toSatisfy(isApiError));
    expect(read).toThrow(
      expect.objectContaining({
        status: 200,
        outcome: "unknown",
        body: "<html>",
        operation: "SendMessage",
        details: [],
      }),
    );
    expect(read).toThrow(expect.not.objectContaining({ cause: expect.anything() }));
  });
});

describe("checkResult", () => {
  const listing = { ...operation, result: [], pagination: { items: "messages" } };
  const sending = { ...operation, result: ["message_id"] };

  test.each([
    { operation: sending, data: { message_id: "m" } },
    { operation: listing, data: {} },
    { operation: listing, data: { messages: null } },
    { operation: listing, data: { messages: [] } },
    { operation, data: undefined },
    { operation: undefined, data: "anything" },
  ])("accepts $data", ({ operation, data }) => {
    expect(() => checkResult({ ...asked, operation }, answer(200), data)).not.toThrow();
  });

  test.each([
    { operation: sending, data: undefined, want: "an object" },
    { operation: sending, data: null, want: "an object" },
    { operation: sending, data: [], want: "an object" },
    { operation: sending, data: "m", want: "an object" },
    { operation: sending, data: {}, want: "message_id" },
    { operation: sending, data: { message_id: "" }, want: "message_id" },
    { operation: sending, data: { message_id: 5 }, want: "message_id" },
    { operation: listing, data: { messages: {} }, want: "a list of messages" },
  ])("refuses $data", ({ operation, data, want }) => {
    const check = () => checkResult({ ...asked, operation, attempts: 2 }, answer(200), data);

    expect(check).toThrow(`POST https://api.test/v1/messages:send: 200 without ${want}`);
    expect(check).toThrow(expect.objectContaining({ name: "ApiError", status: 200, outcome: "unknown", attempts: 2 }));
  });
});
