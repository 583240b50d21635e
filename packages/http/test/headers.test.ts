import { describe, expect, test } from "vitest";
import { withHeaders } from "../src/call/headers.ts";
import { exposedBy } from "./rejection.ts";

describe("withHeaders", () => {
  test.each([
    { given: undefined, want: {} },
    { given: {}, want: {} },
    { given: { "X-Request-Id": "ABC" }, want: { "x-request-id": "ABC" } },
    { given: { "!#$%&'*+-.^_`|~09azAZ": "each" }, want: { "!#$%&'*+-.^_`|~09azaz": "each" } },
    { given: { "x-host": "a", "te-x": "b" }, want: { "x-host": "a", "te-x": "b" } },
    { given: { a: "" }, want: { a: "" } },
    { given: { a: "tab\tand ÿ" }, want: { a: "tab\tand ÿ" } },
    { given: new Headers({ A: "b" }), want: { a: "b" } },
    { given: new Map([["A", "b"]]), want: { a: "b" } },
  ])("returns $given by name in lower case", ({ given, want }) => {
    expect(withHeaders("send", {}, given)).toEqual(want);
  });

  test.each([
    { given: { A: "new" }, want: { a: "new", b: "2" } },
    { given: { A: undefined }, want: { a: "1", b: "2" } },
    { given: { A: null }, want: { b: "2" } },
    { given: { a: 5, B: false }, want: { a: "5", b: "false" } },
    { given: { a: ["x", 7] }, want: { a: "x, 7", b: "2" } },
  ])("adds $given as openapi-fetch does", ({ given, want }) => {
    const onto = { a: "1", b: "2" };

    expect(withHeaders("send", onto, given)).toEqual(want);
    expect(onto).toEqual({ a: "1", b: "2" });
  });

  test.each([
    { given: null, want: "send: headers is null, expected an object of strings" },
    { given: [["a", "b"]], want: "send: headers is an array, expected an object of strings" },
    { given: "a: b", want: "send: headers is a string, expected an object of strings" },
    { given: { "": "x" }, want: 'send: headers has "", expected the name of an HTTP header' },
    { given: { "a b": "x" }, want: 'send: headers has "a b", expected the name of an HTTP header' },
    { given: { "a\r\nb": "x" }, want: 'send: headers has "a\\r\\nb", expected the name of an HTTP header' },
    { given: { "a:": "x" }, want: 'send: headers has "a:", expected the name of an HTTP header' },
    { given: { Authorization: "Bearer x" }, want: "send: headers has Authorization, which auth sets" },
    { given: { authorization: "Bearer x" }, want: "send: headers has authorization, which auth sets" },
    { given: new Headers({ authorization: "Bearer x" }), want: "send: headers has authorization, which auth sets" },
    { given: { Host: "a" }, want: "send: headers has Host, which the platform sets" },
    { given: { "content-length": "5" }, want: "send: headers has content-length, which the platform sets" },
    { given: { "transfer-encoding": "chunked" }, want: "send: headers has transfer-encoding, which the platform sets" },
    { given: { a: {} }, want: "send: headers.a is not a single-line string" },
    { given: { a: ["b", {}] }, want: "send: headers.a is not a single-line string" },
    { given: { a: Symbol("b") }, want: "send: headers.a is not a single-line string" },
    { given: { a: "x\ny" }, want: "send: headers.a is not a single-line string" },
    { given: { a: "x\r\nb: y" }, want: "send: headers.a is not a single-line string" },
    { given: { a: "x\0" }, want: "send: headers.a is not a single-line string" },
    { given: { a: "\x7f" }, want: "send: headers.a is not a single-line string" },
    { given: { a: "emoji 🙂" }, want: "send: headers.a is not a single-line string" },
  ])("refuses $given", ({ given, want }) => {
    expect(() => withHeaders("send", {}, given)).toThrow(new TypeError(want));
  });

  test("keeps a refused value out of the error", () => {
    const check = () => withHeaders("send", {}, { "x-api-key": "hunter2\n" });

    expect(check).toThrow(expect.toSatisfy((error) => !exposedBy(error).includes("hunter2")));
  });

  test("keeps a refused Authorization value out of the error", () => {
    const check = () => withHeaders("send", {}, { authorization: "Bearer hunter2" });

    expect(check).toThrow(expect.toSatisfy((error) => !exposedBy(error).includes("hunter2")));
  });
});
