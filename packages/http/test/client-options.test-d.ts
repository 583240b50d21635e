import { describe, expectTypeOf, test } from "vitest";
import type { ClientOptions } from "../src/index.ts";
import { auth } from "./messages-api.ts";

type Options = ClientOptions<"us" | "eu", "bearer">;

declare const basic: ClientOptions<"us", "basic">["auth"];

describe("ClientOptions", () => {
  test("need a project and a credential", () => {
    expectTypeOf<{ projectId: string; auth: typeof auth }>().toExtend<Options>();
    // @ts-expect-error: projectId is missing
    expectTypeOf<Options>({ auth });
    // @ts-expect-error: auth is missing
    expectTypeOf<Options>({ projectId: "p" });
  });

  test("take a region of the API", () => {
    expectTypeOf<Options["region"]>().toEqualTypeOf<"us" | "eu" | undefined>();
    // @ts-expect-error: this API has no such region
    expectTypeOf<Options>({ projectId: "p", auth, region: "br" });
  });

  test("take a credential of a scheme that the API documents", () => {
    // @ts-expect-error: this API does not take HTTP Basic
    expectTypeOf<Options>({ projectId: "p", auth: basic });
  });

  test("take the platform's fetch", () => {
    expectTypeOf<typeof globalThis.fetch>().toExtend<Options["fetch"]>();
    expectTypeOf<() => Promise<Response>>().toExtend<Options["fetch"]>();
    expectTypeOf<() => Response>().not.toExtend<Options["fetch"]>();
  });

  test("know no further option", () => {
    // @ts-expect-error: the option is called timeoutMs
    expectTypeOf<Options>({ projectId: "p", auth, timeout: 5 });
  });
});
