import { describe, expect, test } from "vitest";
import { describeRequest, requestInfo } from "../src/request-info.ts";
import { httpRequest } from "./http-request.ts";

describe("requestInfo", () => {
  test.each([
    { given: "https://api.test/v1/messages", want: "https://api.test/v1/messages" },
    { given: "https://api.test/v1/messages?phone=123", want: "https://api.test/v1/messages" },
    { given: "https://api.test/v1/messages#part", want: "https://api.test/v1/messages" },
    { given: "https://api.test/v1/messages?a=%0A\nb#part", want: "https://api.test/v1/messages" },
    { given: "", want: "" },
  ])("drops query and fragment of $given", ({ given, want }) => {
    const info = requestInfo({ method: "GET", url: given, operation: undefined });

    expect(info).toEqual({ method: "GET", url: want, operation: undefined });
  });

  test("names the operation by its id", () => {
    const operation = { id: "GetMessage", method: "GET", path: "/messages/{message_id}", idempotent: true };

    const info = requestInfo({ method: "GET", url: "https://api.test/", operation });

    expect(info.operation).toBe("GetMessage");
  });
});

describe("describeRequest", () => {
  test("names a request by method and URL without query", () => {
    expect(describeRequest(httpRequest())).toBe("POST https://api.test/v1/messages");
  });
});
