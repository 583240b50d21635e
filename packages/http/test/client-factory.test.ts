import createClient, { createQuerySerializer } from "openapi-fetch";
import { describe, expect, test } from "vitest";
import { createClientWith } from "../src/client-factory.ts";
import type { ClientOptions } from "../src/client-options.ts";
import { resourcesOf } from "../src/resources.ts";
import { clientOptions, facts, operations, type Paths, TOKEN } from "./messages-api.ts";
import { recordingFetch } from "./recording-fetch.ts";

type Options = ClientOptions<"us" | "eu", "bearer">;

interface Resources {
  readonly messages: { get(messageId: string): Promise<{ message_id: string }> };
}

const [send, get] = operations;
const table = { messages: { ...(send && { send }), ...(get && { get }) } };

/** A client as generated code makes one. */
function createNotesClient(options: Options, api = facts) {
  return createClientWith("createNotesClient", options, {
    api,
    operations: table,
    createClient: createClient<Paths>,
    createQuerySerializer,
    resources: (call) => resourcesOf<Resources>(table, call),
  });
}

const answered = () => recordingFetch(() => Response.json({ message_id: "m1" }));

describe("createClientWith", () => {
  test("makes a client whose two levels send the same request", async () => {
    const { fetch, sent } = answered();
    const client = createNotesClient({ ...clientOptions, region: "eu", headers: { "x-a": "1" }, fetch });

    const page = await client.messages.get("m1");
    const { data } = await client.GET("/messages/{message_id}", { params: { path: { message_id: "m1" } } });

    expect({ page, data }).toEqual({ page: { message_id: "m1" }, data: { message_id: "m1" } });
    expect(sent.map(({ method, url, headers }) => ({ method, url, headers: Object.fromEntries(headers) }))).toEqual(
      Array(2).fill({
        method: "GET",
        url: "https://eu.api.test/v1/projects/my-project/messages/m1",
        headers: { authorization: `Bearer ${TOKEN}`, "x-a": "1" },
      }),
    );
  });

  test.each([
    { queryArrays: undefined, query: "mode=a&mode=b" },
    { queryArrays: { style: "form", explode: false } as const, query: "mode=a,b" },
  ])("writes the arrays of a query as the API has them: $query", async ({ queryArrays, query }) => {
    const { fetch, sent } = answered();
    const api = { ...facts, ...(queryArrays && { queryArrays }) };
    const client = createNotesClient({ ...clientOptions, fetch }, api);

    // The second request goes by way of `openapi-fetch`.
    for (const parseAs of ["json", "text"] as const) {
      await client.GET("/messages/{message_id}", {
        params: { path: { message_id: "m1" }, query: { mode: ["a", "b"] } },
        ...(parseAs === "text" && { parseAs }),
      });
    }

    expect(sent.map(({ url }) => new URL(url).search)).toEqual([`?${query}`, `?${query}`]);
  });

  test("names the function that was called in what it refuses", () => {
    expect(() => createNotesClient({ ...clientOptions, timeoutMs: -1 })).toThrow(/^createNotesClient: timeoutMs is -1/);
  });

  test("knows the operations of the description at the wire level", async () => {
    const { fetch, sent } = answered();
    const client = createNotesClient({ ...clientOptions, fetch });

    const call = client.POST("/messages:send", { body: { text: "hi", recipients: ["a", "b", "c"] } });

    await expect(call).rejects.toThrow(/^SendMessage: recipients/);
    expect(sent).toEqual([]);
  });
});
