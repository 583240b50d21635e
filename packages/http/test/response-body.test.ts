import { describe, expect, test } from "vitest";
import { readable } from "../src/response-body.ts";

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
