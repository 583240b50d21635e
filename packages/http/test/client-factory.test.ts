import { inspect } from "node:util";
import createClient, { createQuerySerializer, type Middleware } from "openapi-fetch";
import { describe, expect, test } from "vitest";
import { resourcesOf } from "../src/call/resources.ts";
import { authOf } from "../src/chain/auth.ts";
import { createClientWith } from "../src/client-factory.ts";
import type { ClientOptions } from "../src/client-options.ts";
import { clientOptions, facts, operations, type Paths, TOKEN } from "./messages-api.ts";
import { recordingFetch } from "./recording-fetch.ts";

type Options = ClientOptions<"us" | "eu", "bearer">;

interface Resources {
  readonly messages: { get(messageId: string): Promise<{ message_id: string }> };
}

const [send, get] = operations;
const table = { messages: { ...(send && { send }), ...(get && { get }) } };

/** A client as generated code makes one. */
function createNotesClient(options: Options, api = facts, create = createClient<Paths>) {
  return createClientWith("createNotesClient", options, {
    api,
    operations: table,
    createClient: create,
    createQuerySerializer,
    resources: (call) => resourcesOf<Resources>(table, call),
  });
}

const answered = () => recordingFetch(() => Response.json({ message_id: "m1" }));

describe("createClientWith", () => {
  test("takes the module of openapi-fetch in place of its default export, as CommonJS hands it over", async () => {
    const { fetch } = answered();
    const handedOver: unknown = { default: createClient };

    const client = createNotesClient({ ...clientOptions, fetch }, facts, handedOver as typeof createClient<Paths>);

    const { data } = await client.GET("/messages/{message_id}", {
      params: { path: { message_id: "m1" } },
      parseAs: "json",
    });
    expect(data).toEqual({ message_id: "m1" });
  });

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
        headers: { authorization: `Bearer ${TOKEN}`, "user-agent": "@sinch-fetch/messages/1.2.3", "x-a": "1" },
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

    // The second request goes through `openapi-fetch`.
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

describe("withOptions", () => {
  const URLS = {
    us: "https://us.api.test/v1/projects/my-project/messages/m1",
    eu: "https://eu.api.test/v1/projects/my-project/messages/m1",
  };

  test("makes a client with some options replaced, of which it has both levels", async () => {
    const { fetch, sent } = answered();
    const first = createNotesClient({ ...clientOptions, headers: { "x-a": "1", "x-b": "1" }, fetch });

    const second = first.withOptions({ region: "eu", headers: { "x-a": "2" } });
    await second.messages.get("m1");
    await second.GET("/messages/{message_id}", { params: { path: { message_id: "m1" } } });
    await first.messages.get("m1");

    const authorization = `Bearer ${TOKEN}`;
    expect(sent.map(({ url, headers }) => ({ url, headers: Object.fromEntries(headers) }))).toEqual([
      { url: URLS.eu, headers: { authorization, "user-agent": "@sinch-fetch/messages/1.2.3", "x-a": "2" } },
      { url: URLS.eu, headers: { authorization, "user-agent": "@sinch-fetch/messages/1.2.3", "x-a": "2" } },
      { url: URLS.us, headers: { authorization, "user-agent": "@sinch-fetch/messages/1.2.3", "x-a": "1", "x-b": "1" } },
    ]);
  });

  test("lets authors of packages read the credential of a client, and shows it to nobody", () => {
    const { fetch } = answered();
    const auth = { ...clientOptions.auth, secret: "hidden" };
    const first = createNotesClient({ ...clientOptions, fetch });

    const second = first.withOptions({ auth });

    expect([authOf(first), authOf(second)]).toEqual([clientOptions.auth, auth]);
    expect([authOf({}), authOf(undefined)]).toEqual([undefined, undefined]);
    expect(inspect(second, { depth: 9, showHidden: true })).not.toContain("hidden");
    expect(JSON.stringify(second)).not.toContain("hidden");
  });

  test("keeps what earlier replacements replaced, and leaves as it was what is undefined", async () => {
    const { fetch, sent } = answered();
    const first = createNotesClient({ ...clientOptions, fetch });

    const third = first
      .withOptions({ region: "eu" })
      .withOptions({ headers: { "x-a": "1" }, region: undefined, fetch: undefined, projectId: undefined } as object);
    await third.messages.get("m1");

    expect(sent.map(({ url, headers }) => [url, headers.get("x-a")])).toEqual([[URLS.eu, "1"]]);
  });

  test("starts from the options as they were when the client was created", async () => {
    const { fetch, sent } = answered();
    const options = { ...clientOptions, fetch };
    const first = createNotesClient(options);

    Object.assign(options, { region: "eu", projectId: "other" });
    await first.withOptions({}).messages.get("m1");

    expect(sent.map(({ url }) => url)).toEqual([URLS.us]);
  });

  test("shares the pace of the project", async () => {
    const { fetch, sent } = answered();
    const atMs: number[] = [];
    const first = createNotesClient({ ...clientOptions, projectId: "paced", requestsPerSecond: 20, fetch });
    const second = first.withOptions({ timeoutMs: 1000, onAttempt: () => void atMs.push(performance.now()) });
    const startedAtMs = performance.now();

    await Promise.all([first.messages.get("m1"), first.messages.get("m1"), second.messages.get("m1")]);

    expect(sent).toHaveLength(3);
    expect((atMs[0] ?? 0) - startedAtMs).toBeGreaterThanOrEqual(99);
  });

  test("starts without the middlewares of the first client", async () => {
    const { fetch, sent } = answered();
    const first = createNotesClient({ ...clientOptions, fetch });
    const mark = (by: string): Middleware => ({
      onRequest: ({ request }) => {
        request.headers.append("x-by", by);
        return request;
      },
    });

    first.use(mark("first"));
    const second = first.withOptions({});
    second.use(mark("second"));
    await first.messages.get("m1");
    await second.messages.get("m1");

    expect(sent.map(({ headers }) => headers.get("x-by"))).toEqual(["first", "second"]);
  });

  test.each([
    {
      name: "a project",
      changes: { projectId: "other" },
      want: /^withOptions: projectId is given, but it cannot be replaced$/,
    },
    { name: "an unknown option", changes: { timeout: 4 }, want: /^withOptions: unknown option timeout/ },
    {
      name: "an unknown option without a value",
      changes: { timeout: undefined },
      want: /^withOptions: unknown option timeout/,
    },
    { name: "a wrong option", changes: { timeoutMs: -1 }, want: /^withOptions: timeoutMs is -1, expected / },
    { name: "a missing credential", changes: { auth: null }, want: /^withOptions: auth / },
    { name: "nothing", changes: undefined, want: /^withOptions: options is .*, expected an object / },
    { name: "null", changes: null, want: /^withOptions: options is .*, expected an object / },
    { name: "a text", changes: "eu", want: /^withOptions: options is .*, expected an object / },
  ])("refuses $name", ({ changes, want }) => {
    const { withOptions }: { withOptions: (changes: never) => unknown } = createNotesClient(clientOptions);

    expect(() => withOptions(changes as never)).toThrow(want);
    expect(() => withOptions(changes as never)).toThrow(TypeError);
  });
});
