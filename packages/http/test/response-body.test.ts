import { describe, expect, test, vi } from "vitest";
import { readable, readBody } from "../src/chain/response-body.ts";

/** An answer as the chain gives one: its body spent, its bytes kept. */
function spent(status: number, body: string | null = "body"): Response {
  const answer = new Response(body === "" ? null : body, { status, statusText: "Said", headers: { "x-a": "b" } });
  Object.defineProperties(answer, { url: { value: "https://api.test/a" }, redirected: { value: true } });
  return Object.assign(answer, { arrayBuffer: async () => new TextEncoder().encode(body ?? "").buffer });
}

describe("readable", () => {
  test("is the same answer, whose body can be read as a stream", async () => {
    const response = await readable(spent(201));

    const facts = { status: 201, statusText: "Said", ok: true, url: "https://api.test/a", redirected: true };
    expect(response).toMatchObject(facts);
    expect(response.headers.get("x-a")).toBe("b");
    expect(await new Response(response.body).text()).toBe("body");
  });

  test.each([204, 205, 304])("has no body for a %i", async (status) => {
    expect((await readable(spent(status, null))).body).toBeNull();
  });
});

describe("readBody", () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const textOf = (body: ArrayBuffer) => new TextDecoder().decode(body);
  /** A response whose body comes in pieces, and what became of the body. */
  const inPieces = (pieces: readonly string[], init: ResponseInit = {}) => {
    const canceled = vi.fn();
    const left = [...pieces];
    const body = new ReadableStream({
      pull(controller) {
        const piece = left.shift();
        if (piece === undefined) controller.close();
        else controller.enqueue(bytes(piece));
      },
      cancel: canceled,
    });
    return { response: new Response(body, init), canceled, left };
  };

  test("reads a body that comes in pieces whole", async () => {
    expect(textOf(await readBody(inPieces(["mess", "", "age"]).response, 7))).toBe("message");
  });

  test("reads a body of known length whole", async () => {
    const response = new Response("message", { headers: { "content-length": "7" } });

    expect(textOf(await readBody(response, 7))).toBe("message");
  });

  test("stops reading where the limit is passed", async () => {
    const { response, canceled, left } = inPieces(["mess", "age", "more", "and", "more"]);

    await expect(readBody(response, 6)).rejects.toMatchObject({ code: "ERR_RESPONSE_TOO_LARGE" });
    expect(canceled).toHaveBeenCalled();
    expect(left.length).toBeGreaterThan(1);
  });

  test("reads nothing of a body whose stated length is over the limit", async () => {
    const { response, canceled } = inPieces(["message"], { headers: { "content-length": "7" } });

    await expect(readBody(response, 6)).rejects.toThrow("the body has more than 6 bytes");
    expect(canceled).toHaveBeenCalled();
  });

  test("counts the bytes after decompression", async () => {
    const { response } = inPieces(["x".repeat(100)], {
      headers: { "content-length": "5", "content-encoding": "gzip" },
    });

    await expect(readBody(response, 50)).rejects.toMatchObject({ code: "ERR_RESPONSE_TOO_LARGE" });
  });

  test("bounds a response that is not a stream", async () => {
    const response = { status: 200, headers: new Headers(), arrayBuffer: async () => bytes("message").buffer };

    expect(textOf(await readBody(response as Response, 7))).toBe("message");
    await expect(readBody(response as Response, 6)).rejects.toMatchObject({ code: "ERR_RESPONSE_TOO_LARGE" });
  });

  test.each([
    { what: "that has all come", facts: { isWhole: true } },
    { what: "whose length is known", facts: { headers: new Headers({ "content-length": "7" }) } },
  ])("leaves it to the response to read a body $what", async ({ facts }) => {
    const response = { status: 200, ...facts, arrayBuffer: async () => bytes("message").buffer };
    const getReader = vi.fn();

    expect(textOf(await readBody({ ...response, body: { getReader } } as never, 7))).toBe("message");
    await expect(readBody(response as never, 6)).rejects.toThrow("more than 6 bytes");
    expect(getReader).not.toHaveBeenCalled();
  });

  test.each([204, 205, 304])("drops what came with a %i", async (status) => {
    const { response, canceled } = inPieces(["message"]);
    Object.defineProperty(response, "status", { value: status });

    expect((await readBody(response, 100)).byteLength).toBe(0);
    expect(canceled).toHaveBeenCalled();
  });

  test("minds no failure of a body that it drops", async () => {
    const failing = () => Promise.reject(new Error("broken"));
    const body = { cancel: failing };

    await readBody({ status: 204, body, headers: new Headers() } as never, 100);
    const tooLong = { status: 200, body, headers: new Headers({ "content-length": "9" }) };
    await expect(readBody(tooLong as never, 1)).rejects.toThrow("more than 1 bytes");
    const reader = { read: async () => ({ done: false, value: bytes("message") }), cancel: failing };
    const stream = { status: 200, body: { getReader: () => reader }, headers: new Headers() };
    await expect(readBody(stream as never, 1)).rejects.toThrow("more than 1 bytes");
  });
});
