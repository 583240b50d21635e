import { inspect } from "node:util";
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import {
  isControlFlow,
  neverConnected,
  plainText,
  platformCause,
  systemFailure,
} from "../src/errors/platform-error.ts";

const chain = (length: number): unknown => {
  let error: unknown = new Error("the first");
  for (let i = 0; i < length; i++) error = new Error("next", { cause: error });
  return error;
};

describe("platformCause", () => {
  test("copies name, code and message, and nothing else that the error holds", () => {
    const parser = Object.assign(new Error("Invalid header"), {
      name: "HTTPParserError",
      code: "HPE_X",
      data: "t0p-secret",
    });
    const given = Object.assign(new TypeError("fetch failed", { cause: parser }), { headers: "t0p-secret" });

    const copy = platformCause(given);

    expect(copy).toMatchObject({ name: "TypeError", message: "fetch failed" });
    expect(copy).toMatchObject({ cause: { name: "HTTPParserError", message: "Invalid header", code: "HPE_X" } });
    expect(inspect(copy, { depth: Number.POSITIVE_INFINITY, showHidden: true })).not.toContain("t0p-secret");
  });

  test("copies each of several errors", () => {
    const given = new AggregateError([Object.assign(new Error("refused"), { code: 61 }), "a text"], "all failed");

    expect(platformCause(given)).toMatchObject({ errors: [{ message: "refused", code: 61 }, "a text"] });
  });

  test.each([{ given: undefined }, { given: null }, { given: 5 }, { given: "a text" }])(
    "hands on $given",
    ({ given }) => {
      expect(platformCause(given)).toBe(given);
    },
  );

  test("takes an object for an error without words", () => {
    expect(platformCause({})).toMatchObject({ name: "Error", message: "" });
  });

  test("leaves no control characters in a message", () => {
    expect(platformCause(new Error("a\u001b[31mb\r\nc"))).toMatchObject({ message: "a [31mb c" });
  });

  test("cleans messages by the function that it is given", () => {
    const clean = (text: string) => text.replaceAll("hunter2", "[secret]");

    expect(platformCause(new Error("key hunter2", { cause: "hunter2" }), clean)).toMatchObject({
      message: "key [secret]",
      cause: "[secret]",
    });
  });

  test.each([{ length: 20_000 }])("copies of a chain of $length causes the first few", ({ length }) => {
    let depth = 0;
    for (let error = platformCause(chain(length)); error; error = Object(error).cause) depth++;

    expect(depth).toBe(9);
  });

  test("copies the first few of many errors, and ends with one that is among its own errors", () => {
    const many = Object.assign(new Error("all failed"), { errors: Array.from({ length: 20 }, () => new Error("one")) });
    const cyclic = Object.assign(new Error("again"), { errors: [] as unknown[] });
    cyclic.errors.push(cyclic);

    expect(Object(platformCause(many)).errors).toHaveLength(8);
    expect(platformCause(cyclic)).toMatchObject({ message: "again", errors: [{ message: "again" }] });
  });

  test("has a stack that says what failed, and neither a cause nor a code that the error has not", () => {
    const given = Object.assign(new TypeError("failed"), { code: { token: "t0k3n" } });

    const copy = Object(platformCause(given));

    expect(copy.stack).toBe("TypeError: failed");
    expect(["cause", "code", "errors"].filter((name) => name in copy)).toEqual([]);
  });

  test("ends with an error that is its own cause", () => {
    const cyclic = new Error("again");
    cyclic.cause = cyclic;

    expect(platformCause(cyclic)).toMatchObject({ message: "again" });
    expect(systemFailure(cyclic)).toEqual({});
  });
});

describe("an error of another realm", () => {
  const refused = runInNewContext(
    `Object.assign(new TypeError("fetch failed"), { cause: Object.assign(new AggregateError([
      Object.assign(new Error("refused"), { code: "ECONNREFUSED", syscall: "connect" }),
    ]), { code: "ECONNREFUSED" }) })`,
  );

  test("says as well that no connection was made", () => {
    expect(refused instanceof Error).toBe(false);
    expect(neverConnected(systemFailure(refused))).toBe(true);
  });

  test("is copied as well", () => {
    expect(platformCause(refused)).toMatchObject({ name: "TypeError", cause: { code: "ECONNREFUSED" } });
  });
});

describe("a port that fetch refuses to use", () => {
  test.each([
    { platform: "Node.js", error: new TypeError("fetch failed", { cause: new Error("bad port") }) },
    { platform: "Deno", error: new TypeError("Fetch failed: Requests to port 6000 are blocked") },
  ])("was never connected to, on $platform", ({ error }) => {
    expect(neverConnected(systemFailure(error))).toBe(true);
  });
});

test.each([
  { kind: "a port named amid other words", error: new Error("not a bad port") },
  { kind: "a port named at the beginning of other words", error: new Error("bad porter") },
  { kind: "a blocked port amid other words", error: new Error("x: Requests to port 6000 are blocked by y") },
  { kind: "no address that was tried", error: Object.assign(new AggregateError([], "failed"), { code: "ECONNRESET" }) },
  { kind: "a code that has no text", error: Object.assign(new Error("failed"), { code: Object.create(null) }) },
  { kind: "TLS that failed later", error: Object.assign(new Error("failed"), { code: "ERR_SSL_UNABLE_TO_VERIFY" }) },
])("$kind does not say that no connection was made", ({ error }) => {
  expect(neverConnected(systemFailure(error))).toBe(false);
});

describe("isControlFlow", () => {
  test.each([
    { given: Object.assign(new Error("Dynamic"), { digest: "DYNAMIC_SERVER_USAGE" }), want: true },
    { given: new Error("plain"), want: false },
    { given: Object.assign(new Error("odd"), { digest: 5 }), want: false },
    { given: null, want: false },
    { given: "digest", want: false },
  ])("is $want for $given", ({ given, want }) => {
    expect(isControlFlow(given)).toBe(want);
  });
});

describe("plainText", () => {
  test("is of bounded length", () => {
    expect(plainText("x".repeat(5000))).toHaveLength(2000);
  });
});
