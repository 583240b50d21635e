import { describe, expect, test } from "vitest";
import { authorization, basicCredentials, isToken } from "../src/credentials.ts";
import { credentialOf, httpRequest } from "./http-request.ts";
import { exposedBy } from "./rejection.ts";

describe("authorization", () => {
  test("adds the header and keeps all else", () => {
    const request = httpRequest({ headers: { "x-a": "b" }, body: "bytes" });

    const authorized = authorization(request, "Bearer token");

    expect(authorized.headers).toEqual({ "x-a": "b", authorization: "Bearer token" });
    expect({ ...authorized, headers: request.headers }).toEqual(request);
  });

  test("replaces the header of an attempt before", () => {
    const request = httpRequest({ headers: { authorization: "Bearer old" } });

    const authorized = authorization(request, "Bearer new");

    expect(credentialOf(authorized)).toBe("Bearer new");
  });

  test("leaves the request that it was given as it is", () => {
    const request = httpRequest();

    authorization(request, "Bearer token");

    expect(credentialOf(request)).toBeUndefined();
  });
});

describe("isToken", () => {
  test.each([
    { given: "a", want: true },
    { given: "eyJh.eyJz.c2ln-_~+/=", want: true },
    { given: "!~", want: true },
    { given: "", want: false },
    { given: "a b", want: false },
    { given: "a\n", want: false },
    { given: "a\r\nb", want: false },
    { given: "\x7f", want: false },
    { given: "ü", want: false },
    { given: undefined, want: false },
    { given: null, want: false },
    { given: 5, want: false },
    { given: ["a"], want: false },
  ])("says $want of $given", ({ given, want }) => {
    expect(isToken(given)).toBe(want);
  });
});

describe("basicCredentials", () => {
  test.each([
    { given: { keyId: "Aladdin", keySecret: "open sesame" }, want: "QWxhZGRpbjpvcGVuIHNlc2FtZQ==" },
    { given: { keyId: "test", keySecret: "123£" }, want: "dGVzdDoxMjPCow==" },
    { given: { keyId: "id", keySecret: "with:colon" }, want: "aWQ6d2l0aDpjb2xvbg==" },
    { given: { keyId: "id", keySecret: "🙂" }, want: "aWQ68J+Zgg==" },
  ])("encodes $given.keyId and $given.keySecret as RFC 7617 says", ({ given, want }) => {
    expect(basicCredentials("basic", given)).toBe(want);
  });

  test.each<{ given: Record<string, unknown>; want: string }>([
    { given: { keyId: undefined }, want: "keyId is missing: is SINCH_KEY_ID set?" },
    { given: { keyId: "" }, want: "keyId is missing: is SINCH_KEY_ID set?" },
    { given: { keyId: 5 }, want: "keyId is malformed, expected a single line of text" },
    { given: { keyId: "a\nb" }, want: "keyId is malformed, expected a single line of text" },
    { given: { keySecret: undefined }, want: "keySecret is missing: is SINCH_KEY_SECRET set?" },
    { given: { keySecret: null }, want: "keySecret is missing: is SINCH_KEY_SECRET set?" },
    { given: { keySecret: "" }, want: "keySecret is missing: is SINCH_KEY_SECRET set?" },
    { given: { keySecret: "hunter2\n" }, want: "keySecret is malformed, expected a single line of text" },
    { given: { keySecret: "hunter2\r\n" }, want: "keySecret is malformed, expected a single line of text" },
    { given: { keySecret: "hunter2\0" }, want: "keySecret is malformed, expected a single line of text" },
    { given: { keySecret: "hunter2\x7f" }, want: "keySecret is malformed, expected a single line of text" },
  ])("refuses $given", ({ given, want }) => {
    const encode = () => basicCredentials("basic", { keyId: "id", keySecret: "hunter2", ...given });

    const message = `basic: ${want}`;
    expect(encode).toThrow(new TypeError(message));
    expect(encode).toThrow(expect.toSatisfy((error) => !exposedBy(error).includes("hunter2")));
  });

  test("refuses a keyId with a colon", () => {
    const encode = () => basicCredentials("basic", { keyId: "a:b", keySecret: "hunter2" });

    expect(encode).toThrow(new TypeError("basic: keyId contains a colon, which HTTP Basic cannot send"));
  });

  test.each([{ given: undefined }, { given: null }])("refuses $given for the options", ({ given }) => {
    const encode = () => basicCredentials("basic", given as never);

    expect(encode).toThrow(/^basic: keyId is missing/);
  });
});
