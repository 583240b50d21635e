import { describe, expect, test } from "vitest";
import { bearer } from "../src/bearer.ts";
import { httpRequest } from "./http-request.ts";
import { recordingApi } from "./recording-api.ts";
import { callError, exposedBy, rejection } from "./rejection.ts";

describe("bearer", () => {
  test("sends a fixed token with every request", async () => {
    const api = recordingApi();
    const auth = bearer("token");

    await auth.authorize(httpRequest(), api.next);
    await auth.authorize(httpRequest(), api.next);

    expect(auth.scheme).toBe("bearer");
    expect(api.credentials()).toEqual(["Bearer token", "Bearer token"]);
  });

  test("asks a function for the token of each request", async () => {
    const api = recordingApi();
    let asked = 0;
    const auth = bearer(() => `token-${++asked}`);

    await auth.authorize(httpRequest(), api.next);
    await auth.authorize(httpRequest(), api.next);

    expect(api.credentials()).toEqual(["Bearer token-1", "Bearer token-2"]);
  });

  test("waits for a function that is asynchronous", async () => {
    const api = recordingApi();

    await bearer(async () => "token").authorize(httpRequest(), api.next);

    expect(api.credentials()).toEqual(["Bearer token"]);
  });

  test("returns an answer of 401 without another try", async () => {
    const answer = new Response(null, { status: 401 });
    const api = recordingApi(() => answer);

    const response = await bearer("token").authorize(httpRequest(), api.next);

    expect(response).toBe(answer);
    expect(api.requests).toHaveLength(1);
  });

  test.each([
    { given: "" },
    { given: "hunter2\n" },
    { given: "Bearer hunter2" },
    { given: undefined },
    { given: null },
    { given: 5 },
  ])("refuses $given at once", ({ given }) => {
    const create = () => bearer(given as string);

    const message = "bearer: token is not an access token, expected a string of visible ASCII or a function";
    expect(create).toThrow(new TypeError(message));
    expect(create).toThrow(expect.toSatisfy((error) => !exposedBy(error).includes("hunter2")));
  });

  test.each([
    { given: "" },
    { given: "hunter2\r\nx-injected: 1" },
    { given: undefined },
    { given: { token: "hunter2" } },
  ])("sends nothing where the function returns $given", async ({ given }) => {
    const api = recordingApi();
    const auth = bearer(() => given as string);

    const error = await callError(auth.authorize(httpRequest(), api.next));

    const about = { method: "POST", url: "https://api.test/v1/messages" };
    expect(error).toMatchObject({ name: "AuthError", outcome: "not-sent", ...about });
    expect(error).toHaveProperty("message", "bearer: the function returned no access token");
    expect(exposedBy(error)).not.toContain("hunter2");
    expect(api.requests).toEqual([]);
  });

  test.each<{ way: string; obtain: (failure: Error) => () => Promise<string> }>([
    { way: "rejects", obtain: (failure) => () => Promise.reject(failure) },
    {
      way: "throws",
      obtain: (failure) => () => {
        throw failure;
      },
    },
  ])("sends nothing where the function $way", async ({ obtain }) => {
    const api = recordingApi();
    const failure = new Error("vault is sealed");

    const error = await callError(bearer(obtain(failure)).authorize(httpRequest(), api.next));

    const about = { method: "POST", url: "https://api.test/v1/messages" };
    expect(error).toMatchObject({ name: "AuthError", outcome: "not-sent", cause: failure, ...about });
    expect(error).toHaveProperty("message", "bearer: the function that returns the access token failed");
    expect(api.requests).toEqual([]);
  });

  test("hands on the failure of the request as it is", async () => {
    const failure = new Error("connection lost");

    const error = await rejection(bearer("token").authorize(httpRequest(), () => Promise.reject(failure)));

    expect(error).toBe(failure);
  });
});
