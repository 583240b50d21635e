import { expect, test } from "vitest";
import { isAccept, mediaTypeOf } from "../src/exchange/media-type.ts";

test.each([
  ["application/json", "application/json"],
  ["Application/JSON; charset=utf-8", "application/json"],
  ['multipart/form-data; boundary="a b"', "multipart/form-data"],
  ["json", "application/octet-stream"],
  ["", "application/octet-stream"],
  [undefined, "application/octet-stream"],
])("reads %j as %j", (given, want) => {
  expect(mediaTypeOf(given)).toBe(want);
});

test.each([
  ["*/*", true],
  ["application/json, text/*;q=0.5", true],
  ["json", false],
  ["application/json;q", false],
  ["", false],
])("tells whether %j is a list of media types", (given, want) => {
  expect(isAccept(given)).toBe(want);
});
