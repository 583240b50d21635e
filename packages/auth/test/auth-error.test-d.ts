import type { SinchFetchError } from "@sinch-fetch/http";
import { describe, expectTypeOf, test } from "vitest";
import { type AuthError, isAuthError } from "../src/index.ts";

declare const caught: unknown;

describe("isAuthError", () => {
  test("narrows to AuthError", () => {
    if (isAuthError(caught)) expectTypeOf(caught).toEqualTypeOf<AuthError>();
  });
});

describe("AuthError", () => {
  test("is an error of a call like any other", () => {
    expectTypeOf<AuthError>().toExtend<SinchFetchError>();
  });

  test("may come without an answer of the token endpoint", () => {
    expectTypeOf<AuthError["status"]>().toEqualTypeOf<number | undefined>();
    expectTypeOf<AuthError["error"]>().toEqualTypeOf<string | undefined>();
  });
});
