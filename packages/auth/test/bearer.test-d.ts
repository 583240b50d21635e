import type { Auth } from "@sinch-fetch/http";
import { describe, expectTypeOf, test } from "vitest";
import { bearer } from "../src/index.ts";

describe("bearer", () => {
  test("makes a credential of the bearer scheme alone", () => {
    expectTypeOf(bearer).returns.toEqualTypeOf<Auth<"bearer">>();
    expectTypeOf(bearer).returns.not.toExtend<Auth<"basic">>();
  });

  test("takes a token or what obtains one", () => {
    expectTypeOf(bearer).parameter(0).toEqualTypeOf<string | (() => string | Promise<string>)>();
    // @ts-expect-error: a token is not optional
    void (() => bearer(undefined));
    // @ts-expect-error: the function returns a token
    void (() => bearer(() => undefined));
  });
});
