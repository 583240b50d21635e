import { describe, expect, test } from "vitest";
import type { HttpRequest } from "../src/chain/request.ts";
import { sendWith } from "../src/chain/send.ts";
import { httpRequest } from "./http-request.ts";
import { recordingFetch, type Sent } from "./recording-fetch.ts";

const URL_HERE = "https://api.test/v1/messages?page_token=abc";

const to = (status: number, location?: string): Response =>
  new Response(null, { status, headers: location === undefined ? {} : { location } });

const HEADERS = { authorization: "Bearer t0p", "user-agent": "ours/1", "x-a": "c" };

const headersOf = (one: Sent | undefined) => Object.fromEntries(one?.headers ?? []);

/** Sends a request that is answered as given, one answer after the other, the last for good. */
async function sending(answers: readonly Response[], given: Partial<HttpRequest> = {}) {
  const { fetch, sent } = recordingFetch(() => (answers[sent.length - 1] ?? answers.at(-1))?.clone() ?? new Response());
  const headers = { authorization: "Bearer t0p", cookie: "a", "proxy-authorization": "b", "x-a": "c" };
  const response = await sendWith(fetch)(httpRequest({ url: URL_HERE, headers, ...given }));
  return { response, sent, urls: sent.map(({ url }) => url) };
}

describe("redirected, as the sender follows it", () => {
  test.each([
    { method: "GET", followed: [301, 302, 303, 307, 308], left: [300, 304, 305, 306] },
    { method: "HEAD", followed: [301, 302, 303, 307, 308], left: [300, 304] },
    { method: "POST", followed: [307, 308], left: [300, 301, 302, 303, 304] },
    { method: "DELETE", followed: [307, 308], left: [301, 302, 303] },
    { method: "PUT", followed: [307, 308], left: [301, 302, 303] },
    { method: "PATCH", followed: [307, 308], left: [301, 302, 303] },
  ])("follows of a $method the statuses $followed and leaves $left", async ({ method, followed, left }) => {
    for (const status of followed) {
      const { response, urls } = await sending([to(status, "/v2"), new Response()], { method });

      expect([response.status, urls]).toEqual([200, [URL_HERE, "https://api.test/v2"]]);
    }
    for (const status of left) {
      const { response, urls } = await sending([to(status, "/v2"), new Response()], { method });

      expect([response.status, urls]).toEqual([status, [URL_HERE]]);
    }
  });

  test("sends the same request elsewhere", async () => {
    const { sent } = await sending([to(307, "/v2"), new Response()], { method: "POST", body: "bytes" });

    expect(sent).toHaveLength(2);
    const [first, second] = sent;
    expect(second).toEqual({ ...first, url: "https://api.test/v2" });
    expect(second).toMatchObject({ method: "POST", body: "bytes" });
    expect(second?.headers.get("authorization")).toBe("Bearer t0p");
  });

  test.each([
    { location: "https://other.test/v1", want: "https://other.test/v1" },
    { location: "//other.test/v1", want: "https://other.test/v1" },
    { location: "https://api.test:444/v1", want: "https://api.test:444/v1" },
  ])("takes nothing of the caller's to $location", async ({ location, want }) => {
    const { sent } = await sending([to(307, location), new Response()], { method: "GET", headers: HEADERS });

    expect(sent[1]?.url).toBe(want);
    expect(headersOf(sent[1])).toEqual({ "user-agent": "ours/1" });
    expect(sent[0]?.headers.get("authorization")).toBe("Bearer t0p");
  });

  test.each(["POST", "PUT", "PATCH", "DELETE"])("leaves a %s that is led to another origin", async (method) => {
    const { response, urls } = await sending([to(308, "https://other.test/v1")], { method, body: "bytes" });

    expect(response.status).toBe(308);
    expect(urls).toEqual([URL_HERE]);
  });

  test.each(["http://api.test/v2", "http://other.test/v2", "ftp://api.test/v2"])(
    "leaves a read that is led out of https, to %s",
    async (location) => {
      const { response, urls } = await sending([to(302, location), new Response()], { method: "GET" });

      expect(response.status).toBe(302);
      expect(urls).toEqual([URL_HERE]);
    },
  );

  test("takes no header to another origin where the caller's had no user agent", async () => {
    const { sent } = await sending([to(307, "https://other.test/"), new Response()], { method: "GET" });

    expect(headersOf(sent[1])).toEqual({});
  });

  test("sends no credentials that a location holds", async () => {
    const { urls } = await sending([to(307, "https://me:secret@api.test/v2"), new Response()]);

    expect(urls[1]).toBe("https://api.test/v2");
  });

  test("takes no body along to another origin", async () => {
    const { sent } = await sending([to(307, "https://other.test/"), new Response()], { method: "GET", body: "bytes" });

    expect(sent.map(({ body }) => body)).toEqual(["bytes", null]);
  });

  test("gives no credential back to an origin that another one leads to", async () => {
    const answers = [to(307, "https://other.test/"), to(307, "https://api.test/v2"), new Response()];

    const { sent, urls } = await sending(answers, { method: "GET", headers: HEADERS });

    expect(urls).toEqual([URL_HERE, "https://other.test/", "https://api.test/v2"]);
    expect(headersOf(sent[2])).toEqual({ "user-agent": "ours/1" });
  });

  test.each([
    { name: "without a location", answer: to(307) },
    { name: "with a malformed location", answer: to(307, "https://:0:0") },
    { name: "from https to http", answer: to(307, "http://api.test/v2") },
    { name: "to another protocol", answer: to(307, "data:application/json,{}") },
  ])("leaves a redirect $name as the answer", async ({ answer }) => {
    const { response, urls } = await sending([answer]);

    expect(response.status).toBe(307);
    expect(urls).toEqual([URL_HERE]);
  });

  test.each([
    { location: "http://127.0.0.1:2/b", want: "http://127.0.0.1:2/b" },
    { location: "https://api.test/b", want: "https://api.test/b" },
  ])("goes from http to $location", async ({ location, want }) => {
    const { urls } = await sending([to(307, location), new Response()], { method: "GET", url: "http://127.0.0.1:1/a" });

    expect(urls[1]).toBe(want);
  });

  test("follows five redirects and leaves the sixth as the answer", async () => {
    const { response, urls } = await sending([to(302, "/again")], { method: "GET" });

    expect(response.status).toBe(302);
    expect(urls).toHaveLength(6);
  });

  test.each([{}, { redirect: "follow" } as const])(
    "asks the platform not to follow by itself, given %j",
    async (init) => {
      const { sent } = await sending([new Response()], { init: { ...init, cache: "no-store" } });

      expect(sent[0]?.init).toMatchObject({ redirect: "manual", cache: "no-store" });
    },
  );

  test.each(["manual", "error"] as const)("leaves a request alone whose redirect mode is %s", async (mode) => {
    const { response, sent } = await sending([to(302, "/v2")], { method: "GET", init: { redirect: mode } });

    expect(response.status).toBe(302);
    expect(sent).toHaveLength(1);
    expect(sent[0]?.init.redirect).toBe(mode);
  });
});
