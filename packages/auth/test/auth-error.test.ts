import { SinchFetchError } from "@sinch-fetch/http";
import { describe, expect, test, vi } from "vitest";
import { AuthError, isAuthError } from "../src/auth-error.ts";

vi.resetModules();
const otherCopy = await import("../src/auth-error.ts");

describe("AuthError", () => {
  test("says that nothing was sent", () => {
    const error = new AuthError("no token");

    expect(error).toBeInstanceOf(SinchFetchError);
    expect(error).toMatchObject({ name: "AuthError", message: "no token", outcome: "not-sent" });
  });

  test("carries what the token endpoint said", () => {
    const said = { status: 401, error: "invalid_client", errorDescription: "Unknown key" };

    const error = new AuthError("no token", said);

    expect(error).toMatchObject(said);
  });

  test("carries the cause", () => {
    const cause = new Error("behind");

    expect(new AuthError("no token", { cause }).cause).toBe(cause);
  });

  test("leaves its cause out of its JSON", () => {
    const said = { status: 401, error: "invalid_client", errorDescription: "Unknown key" };
    const error = new AuthError("no token", { ...said, cause: new Error("behind") });

    const json: unknown = JSON.parse(JSON.stringify(error));

    expect(json).toEqual({ name: "AuthError", message: "no token", outcome: "not-sent", ...said });
  });
});

describe("isAuthError", () => {
  test("recognises an AuthError", () => {
    expect(isAuthError(new AuthError("no token"))).toBe(true);
  });

  test("recognises an AuthError of another installed copy", () => {
    const error = new otherCopy.AuthError("no token");

    expect(error).not.toBeInstanceOf(AuthError);
    expect(isAuthError(error)).toBe(true);
  });

  test.each([
    { given: new SinchFetchError("any", { outcome: "not-sent" }) },
    { given: Object.assign(new Error("any"), { name: "AuthError" }) },
    { given: {} },
    { given: "AuthError" },
    { given: null },
    { given: undefined },
  ])("does not recognise $given", ({ given }) => {
    expect(isAuthError(given)).toBe(false);
  });
});
