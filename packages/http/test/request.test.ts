import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { describeRequest, remainingMs, requestInfo } from "../src/chain/request.ts";
import { httpRequest } from "./http-request.ts";

describe("requestInfo", () => {
  test.each([
    { given: "https://api.test/v1/messages", want: "https://api.test/v1/messages" },
    { given: "https://api.test/v1/messages?phone=123", want: "https://api.test/v1/messages" },
    { given: "https://api.test/v1/messages#part", want: "https://api.test/v1/messages" },
    { given: "https://api.test/v1/messages?a=%0A\nb#part", want: "https://api.test/v1/messages" },
    { given: "https://me:secret@api.test/v1/messages", want: "https://api.test/v1/messages" },
    { given: "", want: "" },
  ])("drops query, user part and fragment of $given", ({ given, want }) => {
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

describe("remainingMs", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test.each([
    { deadlineMs: 1000, spentMs: 0, want: 1000 },
    { deadlineMs: 1000, spentMs: 300, want: 700 },
    { deadlineMs: 1000, spentMs: 1500, want: -500 },
    { deadlineMs: 1, spentMs: 0, want: 1 },
    { deadlineMs: 0, spentMs: 1500, want: Number.POSITIVE_INFINITY },
  ])("of a deadline of $deadlineMs ms, $want ms are left after $spentMs ms", ({ deadlineMs, spentMs, want }) => {
    const request = httpRequest({ deadlineMs });

    vi.advanceTimersByTime(spentMs);

    expect(remainingMs(request)).toBe(want);
  });
});
