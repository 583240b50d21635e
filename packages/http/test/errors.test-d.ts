import { describe, expectTypeOf, test } from "vitest";
import {
  type AbortError,
  type ApiError,
  type ConnectionError,
  isAbortError,
  isApiError,
  isConnectionError,
  isSinchFetchError,
  isTimeoutError,
  type Outcome,
  type SinchFetchError,
  type TimeoutError,
} from "../src/index.ts";

declare const caught: unknown;

describe("guards", () => {
  test("narrow to their class", () => {
    if (isSinchFetchError(caught)) expectTypeOf(caught).toEqualTypeOf<SinchFetchError>();
    if (isApiError(caught)) expectTypeOf(caught).toEqualTypeOf<ApiError>();
    if (isConnectionError(caught)) expectTypeOf(caught).toEqualTypeOf<ConnectionError>();
    if (isTimeoutError(caught)) expectTypeOf(caught).toEqualTypeOf<TimeoutError>();
    if (isAbortError(caught)) expectTypeOf(caught).toEqualTypeOf<AbortError>();
  });

  test("leave anything else unknown", () => {
    if (!isApiError(caught)) expectTypeOf(caught).toBeUnknown();
  });
});

describe("errors", () => {
  test("carry one of three outcomes", () => {
    expectTypeOf<SinchFetchError["outcome"]>().toEqualTypeOf<Outcome>();
    expectTypeOf<Outcome>().toEqualTypeOf<"not-sent" | "rejected" | "unknown">();
  });

  test("belong to a request for certain where there was an answer", () => {
    expectTypeOf<ApiError["url"]>().toEqualTypeOf<string>();
    expectTypeOf<ApiError["method"]>().toEqualTypeOf<string>();
    expectTypeOf<ConnectionError["url"]>().toEqualTypeOf<string | undefined>();
  });

  test("leave the body of an answer to be checked", () => {
    expectTypeOf<ApiError["body"]>().toBeUnknown();
    expectTypeOf<ApiError["details"]>().toEqualTypeOf<readonly unknown[]>();
  });

  test("are read-only", (_, error = {} as ApiError) => {
    // @ts-expect-error: an error's status does not change
    error.status = 200;
  });

  test("are related as their meaning is", () => {
    expectTypeOf<TimeoutError>().toExtend<ConnectionError>();
    expectTypeOf<ConnectionError>().not.toExtend<TimeoutError>();
    expectTypeOf<AbortError>().toExtend<SinchFetchError>();
  });
});
