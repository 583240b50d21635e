import type { Auth } from "@sinch-fetch/http";
import { describe, expectTypeOf, test } from "vitest";
import { type BasicOptions, basic } from "../src/index.ts";

describe("basic", () => {
  test("makes a credential of the basic scheme alone", () => {
    expectTypeOf(basic).returns.toEqualTypeOf<Auth<"basic">>();
    expectTypeOf(basic).returns.not.toExtend<Auth<"bearer">>();
  });

  test("needs both parts of the key", () => {
    // @ts-expect-error: keySecret is missing
    expectTypeOf<BasicOptions>({ keyId: "id" });
    // @ts-expect-error: keyId is missing
    expectTypeOf<BasicOptions>({ keySecret: "secret" });
  });
});
