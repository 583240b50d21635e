import { describe, expect, test } from "vitest";
import { bodyOf, OutgoingRequest } from "../src/outgoing-request.ts";

const url = "https://api.test/v1/messages";

describe("OutgoingRequest", () => {
  test("has the defaults of a platform Request", () => {
    const outgoing = new OutgoingRequest(url, { headers: new Headers() });

    const platform = new Request(url);
    const { method, body } = platform;
    expect(outgoing).toMatchObject({ url: platform.url, method, body, signal: null });
  });

  test("keeps what it is given", () => {
    const init = {
      method: "POST",
      headers: new Headers({ a: "b" }),
      body: "text",
      signal: new AbortController().signal,
      redirect: "manual",
    } as const;

    const outgoing = new OutgoingRequest(url, init);

    const { method, headers, body, signal } = init;
    expect({ ...outgoing }).toEqual({ url, method, headers, body, signal, init });
  });
});

describe("bodyOf", () => {
  test("returns the body of an OutgoingRequest as it is", async () => {
    const outgoing = new OutgoingRequest(url, { method: "POST", headers: new Headers(), body: "text" });

    const body = await bodyOf(outgoing);

    expect(body).toBe("text");
  });

  test("returns the bytes of a stream, which could be read but once", async () => {
    const stream = new Response("text").body;
    const outgoing = new OutgoingRequest(url, { method: "POST", headers: new Headers(), body: stream });

    const body = await bodyOf(outgoing);

    expect(body).toBeInstanceOf(ArrayBuffer);
    expect(await new Response(body).text()).toBe("text");
  });

  test("returns the bytes of a platform Request", async () => {
    const request = new Request(url, { method: "POST", body: "text" });

    const body = await bodyOf(request);

    expect(await new Response(body).text()).toBe("text");
    expect(body).toBeInstanceOf(ArrayBuffer);
  });

  test("returns null for a platform Request without a body", async () => {
    expect(await bodyOf(new Request(url))).toBeNull();
  });
});
