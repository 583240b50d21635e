import { describe, expect, test } from "vitest";
import { decodeBody } from "../src/exchange/request-body.ts";

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

describe("decodeBody", () => {
  test.each([
    ["application/json", '{"a":[1]}', { a: [1] }],
    ["application/problem+json", "{}", {}],
    ["application/json", "null", "null"],
    ["application/x-www-form-urlencoded", "a=1&b=2", "a=1&b=2"],
    ["application/octet-stream", "{", "{"],
    ["application/json", "", undefined],
  ])("decodes %s %j", (mediaType, text, want) => {
    expect(decodeBody(bytes(text), mediaType)).toEqual({ value: want });
  });

  test.each([
    ['{"a":1,}', "is not valid JSON: Expected double-quoted property name at position 7"],
    ['{"a":', "is not valid JSON: it ends too early, at position 5"],
    ['{"secret": nope}', "is not valid JSON: Unexpected token 'o'"],
  ])("says what is wrong with %j and quotes none of it", (text, want) => {
    expect(decodeBody(bytes(text), "application/json").fault).toEqual({ path: "body", code: "json", message: want });
  });

  test("refuses bytes that are not UTF-8", () => {
    expect(decodeBody(Uint8Array.of(0x22, 0xff, 0x22), "application/json").fault?.message).toBe("must be valid UTF-8");
  });

  test("refuses a compressed body", () => {
    expect(decodeBody(bytes("{}"), "application/json", "gzip").fault?.message).toBe("must not be encoded as gzip");
  });
});
