import { describe, expectTypeOf, test } from "vitest";
import type { Call, Operation } from "../src/client.ts";
import type { CallOptions } from "../src/index.ts";

declare const call: Call;
declare const operation: Operation;

describe("CallOptions", () => {
  test("are all optional", () => {
    expectTypeOf<Record<never, never>>().toExtend<CallOptions>();
    expectTypeOf<CallOptions["signal"]>().toEqualTypeOf<AbortSignal | undefined>();
    expectTypeOf<CallOptions["timeoutMs"]>().toEqualTypeOf<number | undefined>();
  });

  test("take the query of the operation", () => {
    expectTypeOf<CallOptions<{ view?: "full" }>["query"]>().toEqualTypeOf<{ view?: "full" } | undefined>();
    expectTypeOf<{ query: { view: "full" } }>().toExtend<CallOptions<{ view?: "full" }>>();
    expectTypeOf<{ query: { view: "half" } }>().not.toExtend<CallOptions<{ view?: "full" }>>();
  });

  test("take no query where the operation has none", () => {
    expectTypeOf<{ query: Record<never, never> }>().toExtend<CallOptions>();
    expectTypeOf<{ query: { view: "full" } }>().not.toExtend<CallOptions>();
  });

  test("take headers that are strings", () => {
    expectTypeOf<{ headers: { "x-a": string } }>().toExtend<CallOptions>();
    expectTypeOf<{ headers: { "x-a": number } }>().not.toExtend<CallOptions>();
    expectTypeOf<{ headers: { "x-a": undefined } }>().not.toExtend<CallOptions>();
  });
});

describe("Call", () => {
  test("answers what it is asked for", () => {
    expectTypeOf(call<{ message_id: string }>(operation, {})).resolves.toEqualTypeOf<{ message_id: string }>();
  });

  test("takes path parameters that are strings", () => {
    // @ts-expect-error: a path parameter is a string
    void (() => call(operation, { path: { message_id: 5 } }));
  });
});
