import { describe, expect, test, vi } from "vitest";
import * as thisCopy from "../src/errors/errors.ts";

vi.resetModules();
const otherCopy = await import("../src/errors/errors.ts");

const guards = {
  isSinchFetchError: thisCopy.isSinchFetchError,
  isApiError: thisCopy.isApiError,
  isConnectionError: thisCopy.isConnectionError,
  isTimeoutError: thisCopy.isTimeoutError,
  isAbortError: thisCopy.isAbortError,
};

/** Names of the guards that recognise a value. */
const guardsOf = (value: unknown): string[] =>
  Object.entries(guards)
    .filter(([, guard]) => guard(value))
    .map(([name]) => name);

const request = { method: "POST", url: "https://api.test/v1/messages", operation: "SendMessage" };

/** One error of each class, of one copy of the module. */
function one(copy: typeof thisCopy) {
  const details = { ...request, outcome: "unknown" } as const;
  return {
    SinchFetchError: new copy.SinchFetchError("failed", details),
    ApiError: new copy.ApiError("failed", {
      ...details,
      code: 503,
      statusName: "UNAVAILABLE",
      text: "try later",
      details: [{ a: 1 }],
      response: new Response(null, { status: 503, headers: { "x-request-id": "abc" } }),
      body: { secret: "in the body" },
    }),
    ConnectionError: new copy.ConnectionError("failed", details),
    TimeoutError: new copy.TimeoutError("failed", { ...details, timeoutMs: 30 }),
    AbortError: new copy.AbortError("failed", details),
  };
}

const recognised = [
  { kind: "SinchFetchError", by: ["isSinchFetchError"] },
  { kind: "ApiError", by: ["isSinchFetchError", "isApiError"] },
  { kind: "ConnectionError", by: ["isSinchFetchError", "isConnectionError"] },
  { kind: "TimeoutError", by: ["isSinchFetchError", "isConnectionError", "isTimeoutError"] },
  { kind: "AbortError", by: ["isSinchFetchError", "isAbortError"] },
] as const;

describe("guards", () => {
  test.each(recognised)("recognise a $kind by $by alone", ({ kind, by }) => {
    const error = one(thisCopy)[kind];

    expect(guardsOf(error)).toEqual(by);
  });

  test.each(recognised)("recognise a $kind of another installed copy by $by alone", ({ kind, by }) => {
    const error = one(otherCopy)[kind];

    expect(error).not.toBeInstanceOf(thisCopy.SinchFetchError);
    expect(guardsOf(error)).toEqual(by);
  });

  test("recognise by a name that other versions of this package know", () => {
    const ofOtherVersion = Object.assign(new Error("failed"), {
      name: "ApiError",
      [Symbol.for("@sinch-fetch/http.error")]: true,
    });

    expect(guardsOf(ofOtherVersion)).toEqual(["isSinchFetchError", "isApiError"]);
  });

  test.each([
    { given: new Error("any") },
    { given: Object.assign(new Error("any"), { name: "ApiError" }) },
    { given: new DOMException("stopped", "AbortError") },
    { given: {} },
    { given: "ApiError" },
    { given: null },
    { given: undefined },
  ])("recognise nothing in $given", ({ given }) => {
    expect(guardsOf(given)).toEqual([]);
  });
});

describe("errors", () => {
  test.each(recognised)("name themselves: $kind", ({ kind }) => {
    const error = one(thisCopy)[kind];

    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: kind, message: "failed", outcome: "unknown", ...request });
    expect(String(error)).toBe(`${kind}: failed`);
  });

  test("are told apart by class: a TimeoutError is a ConnectionError, an AbortError is not", () => {
    const { TimeoutError, AbortError } = one(thisCopy);

    expect(TimeoutError).toBeInstanceOf(thisCopy.ConnectionError);
    expect(AbortError).not.toBeInstanceOf(thisCopy.ConnectionError);
  });

  test("carry the cause", () => {
    const cause = new Error("behind");

    const error = new thisCopy.ConnectionError("failed", { outcome: "unknown", cause });

    expect(error.cause).toBe(cause);
  });

  test("have no cause where none is given", () => {
    const error = new thisCopy.ConnectionError("failed", { outcome: "unknown", cause: undefined });

    expect(error).not.toHaveProperty("cause");
  });

  test("may belong to no request", () => {
    const error = new thisCopy.SinchFetchError("failed", { outcome: "not-sent" });

    expect(error).toMatchObject({ method: undefined, url: undefined, operation: undefined });
  });

  test("show nothing of the mark that guards look for", () => {
    expect(Object.getOwnPropertySymbols({ ...one(thisCopy).ApiError })).toEqual([]);
  });
});

describe("ApiError", () => {
  test("carries the answer", () => {
    const error = one(thisCopy).ApiError;

    expect(error).toMatchObject({ status: 503, code: 503, statusName: "UNAVAILABLE", details: [{ a: 1 }] });
    expect(error.body).toEqual({ secret: "in the body" });
    expect(error.headers.get("x-request-id")).toBe("abc");
  });

  test("leaves headers, body and details out of its JSON", () => {
    const json: unknown = JSON.parse(JSON.stringify(one(thisCopy).ApiError));

    const status = { status: 503, code: 503, statusName: "UNAVAILABLE" };
    expect(json).toEqual({ name: "ApiError", message: "failed", outcome: "unknown", ...request, ...status });
  });
});

describe("TimeoutError", () => {
  test("carries the limit", () => {
    expect(one(thisCopy).TimeoutError.timeoutMs).toBe(30);
  });

  test("leaves its cause out of its JSON", () => {
    const details = { outcome: "not-sent", attempts: 2, timeoutMs: 30, cause: new Error("behind") } as const;

    const json: unknown = JSON.parse(JSON.stringify(new thisCopy.TimeoutError("failed", details)));

    expect(json).toEqual({ name: "TimeoutError", message: "failed", outcome: "not-sent", attempts: 2 });
  });
});
