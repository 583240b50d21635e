import { describe, expect, test } from "vitest";
import { readErrorBody } from "../src/errors/error-body.ts";

const nothing = { code: undefined, statusName: undefined, text: undefined, details: [] };

describe("readErrorBody", () => {
  test.each([
    {
      shape: "wrapped",
      given: {
        error: { code: 400, message: "Bad app_id", status: "INVALID_ARGUMENT", details: [{ field: "app_id" }] },
      },
      want: { code: 400, statusName: "INVALID_ARGUMENT", text: "Bad app_id", details: [{ field: "app_id" }] },
    },
    {
      shape: "flat",
      given: { code: 404, message: "No such batch", status: "NOT_FOUND", details: [] },
      want: { code: 404, statusName: "NOT_FOUND", text: "No such batch", details: [] },
    },
    {
      shape: "problem with a detail",
      given: {
        type: "about:blank",
        title: "Forbidden",
        status: 403,
        detail: "No access",
        errors: [{ reason: "scope" }],
      },
      want: { ...nothing, text: "No access", details: [{ reason: "scope" }] },
    },
    {
      shape: "problem with a title only",
      given: { type: "about:blank", title: "Forbidden", status: 403 },
      want: { ...nothing, text: "Forbidden" },
    },
    {
      shape: "OAuth",
      given: { error: "invalid_client", error_description: "Unknown key" },
      want: { ...nothing, statusName: "invalid_client", text: "Unknown key" },
    },
    {
      shape: "OAuth without a description",
      given: { error: "invalid_client" },
      want: { ...nothing, statusName: "invalid_client" },
    },
    { shape: "wrapped and empty", given: { error: {} }, want: nothing },
    {
      shape: "members of other types",
      given: { code: "400", message: 5, status: ["X"], details: { a: 1 } },
      want: nothing,
    },
    {
      shape: "empty texts",
      given: { message: "", status: "", detail: "said here" },
      want: { ...nothing, text: "said here" },
    },
    { shape: "an error that is a list", given: { error: [1], message: "m" }, want: { ...nothing, text: "m" } },
    { shape: "HTML", given: "<html>Bad Gateway</html>", want: nothing },
    { shape: "a list", given: [{ message: "m" }], want: nothing },
    { shape: "null", given: null, want: nothing },
    { shape: "nothing", given: undefined, want: nothing },
    { shape: "a number", given: 5, want: nothing },
  ])("reads a body: $shape", ({ given, want }) => {
    const content = readErrorBody(given);

    expect(content).toEqual(want);
  });
});
