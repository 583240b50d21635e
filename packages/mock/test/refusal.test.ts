import { describe, expect, test } from "vitest";
import { refusalBody, refusalMessage } from "../src/exchange/refusal.ts";
import type { Violation } from "../src/exchange/violation.ts";

const violations: readonly Violation[] = [
  { path: "body.ttl", code: "pattern", message: 'must match pattern "^[0-9]+s$"' },
  { path: "query.page_size", code: "type", message: "must be integer" },
];
const message = 'request is not valid: body.ttl must match pattern "^[0-9]+s$"; query.page_size must be integer';

describe("refusalBody", () => {
  test.each([
    {
      shape: "a wrapped error",
      given: {
        error: { code: 400, message: "ttl is out of range", status: "OUT_OF_RANGE", details: [{ type_url: "x" }] },
      },
      want: { error: { code: 422, message, status: "INVALID_ARGUMENT", details: [] } },
    },
    {
      shape: "a wrapped error with a message only",
      given: { error: { message: "no" } },
      want: { error: { message } },
    },
    {
      shape: "a wrapped error that stands for any failure",
      given: { error: { code: 500, message: "no", status: "INTERNAL", details: [{ type_url: "x" }] } },
      want: { error: { code: 422, message, status: "INVALID_ARGUMENT", details: [] } },
    },
    {
      shape: "a flat error with its violations one by one",
      given: {
        code: 400,
        message: "no",
        status: "FAILED_PRECONDITION",
        details: [{ "@type": "BadRequest", field_violations: [{ field: "a", description: "b" }] }],
      },
      want: {
        code: 422,
        message,
        status: "INVALID_ARGUMENT",
        details: [
          {
            "@type": "BadRequest",
            field_violations: [
              { field: "ttl", description: 'must match pattern "^[0-9]+s$"' },
              { field: "query.page_size", description: "must be integer" },
            ],
          },
        ],
      },
    },
    {
      shape: "a flat error whose details are of an unknown kind",
      given: { code: 400, message: "no", details: [{ type_url: "x" }] },
      want: { code: 422, message, details: [] },
    },
    {
      shape: "an OAuth error",
      given: { error: "unsupported_grant_type", error_description: "no" },
      want: { error: "invalid_request", error_description: message },
    },
    {
      shape: "a problem",
      given: { type: "about:blank", title: "Bad Request", status: 400, detail: "no" },
      want: { type: "about:blank", title: "Bad Request", status: 422, detail: message, validation: violations },
    },
    {
      shape: "nothing, as a problem",
      given: undefined,
      want: { type: "about:blank", title: expect.any(String), status: 422, detail: message, validation: violations },
    },
    { shape: "an unknown object, left alone", given: { reason: 7 }, want: { reason: 7 } },
    { shape: "text, left alone", given: "no", want: "no" },
  ])("fills in $shape", ({ given, want }) => {
    const copy = structuredClone(given);

    expect(refusalBody(given, violations, 422)).toEqual(want);
    expect(given).toEqual(copy);
  });

  test("names missing credentials where the shape has a name", () => {
    const example = { error: { code: 400, message: "no", status: "INVALID_ARGUMENT", details: [] } };

    expect(refusalBody(example, violations, 401)).toMatchObject({ error: { code: 401, status: "UNAUTHENTICATED" } });
  });

  test("keeps the OAuth error's own name where a value is not among the allowed ones", () => {
    const example = { error: "unsupported_grant_type", error_description: "no" };
    const wrongValue = [{ path: "body.grant_type", code: "enum", message: "must be equal to one of: x" }];

    expect(refusalBody(example, wrongValue, 400)).toMatchObject({ error: "unsupported_grant_type" });
  });
});

describe("refusalMessage", () => {
  test("counts violations after the tenth", () => {
    const many = Array.from({ length: 12 }, (_, i) => ({
      path: `body[${i}]`,
      code: "type",
      message: "must be string",
    }));

    expect(refusalMessage(many)).toMatch(/body\[9\] must be string; and 2 more$/);
  });
});
