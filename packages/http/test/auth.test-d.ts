import { describe, expectTypeOf, test } from "vitest";
import type { Auth, FetchMiddleware } from "../src/index.ts";

describe("Auth", () => {
  test("is told apart by its scheme", () => {
    expectTypeOf<Auth<"basic">>().not.toExtend<Auth<"bearer">>();
    expectTypeOf<Auth<"bearer">>().not.toExtend<Auth<"basic">>();
  });

  test("of one scheme fits where each is taken", () => {
    expectTypeOf<Auth<"basic">>().toExtend<Auth>();
    expectTypeOf<Auth<"bearer">>().toExtend<Auth<"basic" | "bearer">>();
  });

  test("of any scheme fits not where one is taken", () => {
    expectTypeOf<Auth>().not.toExtend<Auth<"bearer">>();
  });

  test("authorizes as a middleware", () => {
    expectTypeOf<Auth["authorize"]>().toEqualTypeOf<FetchMiddleware>();
  });

  test("knows no other scheme", () => {
    // @ts-expect-error: digest is not a scheme of this vendor
    expectTypeOf<Auth<"digest">>().toBeObject();
  });
});
