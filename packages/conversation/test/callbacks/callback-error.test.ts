import { describe, expect, test, vi } from "vitest";
import { CallbackError, isCallbackError } from "../../src/callbacks/callback-error.ts";

describe("CallbackError", () => {
  test("says what is wrong, to people and to programs", () => {
    const error = new CallbackError("too-old", "the callback was signed 301 s ago");

    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      name: "CallbackError",
      reason: "too-old",
      message: "the callback was signed 301 s ago",
    });
  });
});

describe("isCallbackError", () => {
  test("recognises one of this copy and of another", async () => {
    vi.resetModules();
    const other = await import("../../src/callbacks/callback-error.ts");

    expect(other.CallbackError).not.toBe(CallbackError);
    expect(isCallbackError(new CallbackError("too-old", "old"))).toBe(true);
    expect(isCallbackError(new other.CallbackError("too-old", "old"))).toBe(true);
  });

  test.each([{ given: new Error("other") }, { given: { name: "CallbackError" } }, { given: null }, { given: "text" }])(
    "does not recognise $given",
    ({ given }) => {
      expect(isCallbackError(given)).toBe(false);
    },
  );
});
