import { describe, expect, test } from "vitest";
import { isAbortError, isApiError } from "../src/index.ts";
import { all, pagedApi } from "./paged-api.ts";

const contacts = (...ids: string[]): { contacts: { id: string }[] } => ({ contacts: ids.map((id) => ({ id })) });
const THREE_PAGES = {
  "": { ...contacts("1", "2"), next_page_token: "b" },
  b: { ...contacts("3"), next_page_token: "c" },
  c: { ...contacts("4", "5"), next_page_token: "" },
};
const rejection = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => expect.fail("it was fulfilled"),
    (error: unknown) => error,
  );

describe("conversations.listRecent", () => {
  const RECENT = { "": { conversations: [], next_page_token: "b" }, b: { conversations: [], next_page_token: "" } };

  test("asks for ten on each page where the caller says nothing, since the API may return none then", async () => {
    const { client, asked } = pagedApi(RECENT);

    await all(client.conversations.listRecent({ app_id: "a" }));
    await client.conversations.listRecent({ app_id: "a", page_size: undefined });

    expect(asked.map(({ query }) => query.page_size)).toEqual(["10", "10", "10"]);
  });

  test("asks for as many as the caller says", async () => {
    const { client, asked } = pagedApi(RECENT);

    await all(client.conversations.listRecent({ app_id: "a", page_size: 50 }));

    expect(asked.map(({ query }) => query)).toEqual([
      { app_id: "a", page_size: "50" },
      { app_id: "a", page_size: "50", page_token: "b" },
    ]);
  });
});

describe("a list", () => {
  test("yields the items of all pages in their order", async () => {
    const { client, tokens } = pagedApi(THREE_PAGES);

    const items = await all(client.contacts.list());

    expect(items.map(({ id }) => id)).toEqual(["1", "2", "3", "4", "5"]);
    expect(tokens()).toEqual([undefined, "b", "c"]);
  });

  test("yields its pages as they came", async () => {
    const { client } = pagedApi(THREE_PAGES);

    expect(await all(client.contacts.list().pages())).toEqual(Object.values(THREE_PAGES));
  });

  test("sends nothing before it is iterated over", async () => {
    const { client, asked } = pagedApi(THREE_PAGES);

    const list = client.contacts.list();
    const pages = list.pages();
    pages[Symbol.asyncIterator]();
    list[Symbol.asyncIterator]();
    await new Promise((resolve) => setTimeout(resolve, 5));

    expect(asked).toEqual([]);
  });

  test("asks for a page only when its first item is wanted", async () => {
    const { client, tokens } = pagedApi(THREE_PAGES);

    for await (const { id } of client.contacts.list()) if (id === "2") break;

    expect(tokens()).toEqual([undefined]);
  });

  test("starts over with each iteration", async () => {
    const { client, tokens } = pagedApi(THREE_PAGES);
    const list = client.contacts.list();

    await all(list);
    await all(list);

    expect(tokens()).toEqual([undefined, "b", "c", undefined, "b", "c"]);
  });

  test("starts from the page token that it is given", async () => {
    const { client, tokens } = pagedApi(THREE_PAGES);

    const items = await all(client.contacts.list({ page_token: "b" }));

    expect(items.map(({ id }) => id)).toEqual(["3", "4", "5"]);
    expect(tokens()).toEqual(["b", "c"]);
  });

  test("sends its query and its headers with each page", async () => {
    const { client, asked } = pagedApi(THREE_PAGES);

    await all(client.contacts.list({ channel: "SMS", page_size: 2 }, { headers: { "x-trace": "7" } }));

    expect(asked.map(({ query: { page_token, ...query } }) => query)).toEqual(
      Array(3).fill({ channel: "SMS", page_size: "2" }),
    );
    expect(asked.map(({ headers }) => headers.get("x-trace"))).toEqual(["7", "7", "7"]);
  });

  test.each([
    { given: "an empty token", page: { next_page_token: "" } },
    { given: "no token", page: {} },
    { given: "null for a token", page: { next_page_token: null } },
    { given: "the token that it was asked for", page: { next_page_token: "b" } },
  ])("ends with a page that has $given", async ({ page }) => {
    const { client, tokens } = pagedApi({
      "": { ...contacts("1"), next_page_token: "b" },
      b: { ...contacts("2"), ...page },
    });

    const items = await all(client.contacts.list());

    expect(items.map(({ id }) => id)).toEqual(["1", "2"]);
    expect(tokens()).toEqual([undefined, "b"]);
  });

  test("goes on after a page without items", async () => {
    const { client } = pagedApi({
      "": { next_page_token: "b" },
      b: { contacts: [], next_page_token: "c" },
      c: contacts("1"),
    });

    expect(await all(client.contacts.list())).toEqual([{ id: "1" }]);
  });

  test("yields nothing for an answer with nothing in it", async () => {
    const { client } = pagedApi({ "": {} });

    expect(await all(client.contacts.list())).toEqual([]);
  });

  test("can be a part of a path, and come whole", async () => {
    const { client, asked } = pagedApi({ "": { webhooks: [{ id: "1" }], next_page_token: "b" } });

    expect(await all(client.webhooks.list("app/7"))).toEqual([{ id: "1" }]);
    expect(asked.map(({ path }) => path)).toEqual(["/apps/app%2F7/webhooks"]);
  });
});

describe("a list whose page token is in the body", () => {
  const pages = { "": { messages: [{ id: "1" }], next_page_token: "b" }, b: { messages: [{ id: "2" }] } };

  test("sends the body with each page, and nothing in the query", async () => {
    const { client, asked } = pagedApi(pages);
    const body = { contact_ids: ["7"], page_size: 1 };

    const items = await all(client.messages.listLast(body));

    expect(items.map(({ id }) => id)).toEqual(["1", "2"]);
    expect(asked.map((one) => one.body)).toEqual([body, { ...body, page_token: "b" }]);
    expect(asked.map(({ query }) => query)).toEqual([{}, {}]);
    expect(body).toEqual({ contact_ids: ["7"], page_size: 1 });
  });

  test("starts from the page token that it is given", async () => {
    const { client, tokens } = pagedApi(pages);

    await all(client.messages.listLast({ contact_ids: ["7"], page_token: "b" }));

    expect(tokens()).toEqual(["b"]);
  });
});

describe("a list that fails", () => {
  test("rejects with the error of the page, after the items before it", async () => {
    const refusal = Response.json({ error: { code: 403, status: "PERMISSION_DENIED" } }, { status: 403 });
    const { client } = pagedApi({ "": { ...contacts("1", "2"), next_page_token: "b" }, b: refusal });
    const yielded: unknown[] = [];

    const error = await rejection(
      (async () => {
        for await (const { id } of client.contacts.list()) yielded.push(id);
      })(),
    );

    expect(yielded).toEqual(["1", "2"]);
    if (!isApiError(error)) throw error;
    expect(error.status).toBe(403);
    expect(error.operation).toBe("Contact_ListContacts");
  });

  test.each(["items", "pages"])("rejects when its signal is aborted between two pages of %s", async (kind) => {
    const controller = new AbortController();
    const reason = new Error("enough");
    const { client, tokens } = pagedApi(THREE_PAGES);
    const list = client.contacts.list({}, { signal: controller.signal });

    const error = await rejection(
      (async () => {
        for await (const _ of kind === "items" ? list : list.pages()) controller.abort(reason);
      })(),
    );

    if (!isAbortError(error)) throw error;
    expect(error.cause).toBe(reason);
    expect(error.outcome).toBe("not-sent");
    expect(tokens()).toEqual([undefined]);
  });

  test.each(["", ".", ".."])(
    "refuses the path parameter %j when it is iterated over, before any request",
    async (id) => {
      const { client, asked } = pagedApi({});

      expect(await rejection(all(client.webhooks.list(id)))).toBeInstanceOf(TypeError);
      expect(asked).toEqual([]);
    },
  );
});
