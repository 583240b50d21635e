import { describe, expect, test } from "vitest";
import type { Call, CallArguments, CallOptions } from "../src/call/call.ts";
import { listWith } from "../src/call/paged.ts";
import type { Operation } from "../src/operation.ts";

interface Page {
  readonly letters?: readonly string[];
  readonly next_page_token?: string | null;
}

const operation: Operation = {
  id: "Letters_ListLetters",
  method: "GET",
  path: "/letters",
  idempotent: true,
  pagination: { items: "letters", token: "page_token", next: "next_page_token" },
};

/** A list over given pages, by the token that asks for each, and what was asked for. */
function lettersOf(pages: Record<string, Page | Error>, from: Operation = operation) {
  const asked: { callArguments: CallArguments; options: CallOptions<object> | undefined }[] = [];
  const call: Call = async <Answer>(_: Operation, callArguments: CallArguments, options?: CallOptions<object>) => {
    asked.push({ callArguments, options });
    const { page_token = "" }: { page_token?: string } = { ...callArguments.query, ...callArguments.body };
    const page = pages[page_token];
    if (page instanceof Error) throw page;
    return page as Answer;
  };
  const list = (callArguments: CallArguments = {}, options?: CallOptions<object>) =>
    listWith(call)<string, Page>(from, callArguments, options);
  return { asked, list };
}

const three = {
  "": { letters: ["a", "b"], next_page_token: "2" },
  2: { letters: [], next_page_token: "3" },
  3: { letters: ["c"], next_page_token: "" },
};

describe("a list", () => {
  test("goes over the items of all pages", async () => {
    const { list } = lettersOf(three);

    expect(await Array.fromAsync(list())).toEqual(["a", "b", "c"]);
  });

  test("goes over the pages as they come", async () => {
    const { list } = lettersOf(three);

    expect(await Array.fromAsync(list().pages())).toEqual([three[""], three[2], three[3]]);
  });

  test.each([
    { given: undefined, want: { page_size: 10 } },
    { given: { page_size: undefined, order: "ASC" }, want: { page_size: 10, order: "ASC" } },
    { given: { page_size: 50 }, want: { page_size: 50 } },
  ])("asks with the description's own query where the caller's says nothing: $given", async ({ given, want }) => {
    const pagination = { items: "letters", token: "page_token", next: "next_page_token", query: { page_size: 10 } };
    const { asked, list } = lettersOf(three, { ...operation, pagination });

    await Array.fromAsync(list({ path: { id: "1" }, ...(given && { query: given }) }));

    expect(asked.map(({ callArguments }) => callArguments)).toEqual([
      { path: { id: "1" }, query: want },
      { path: { id: "1" }, query: { ...want, page_token: "2" } },
      { path: { id: "1" }, query: { ...want, page_token: "3" } },
    ]);
  });

  test("is its first page when it is awaited, asked for once", async () => {
    const { asked, list } = lettersOf(three);
    const letters = list();

    expect([await letters, await letters]).toEqual([three[""], three[""]]);
    expect(asked).toHaveLength(1);
  });

  test("rejects when the first page cannot be had", async () => {
    const { list } = lettersOf({ "": new Error("no page") });

    await expect(Promise.all([list()])).rejects.toThrow("no page");
  });

  test.each([
    { limit: 1, want: ["a"], pages: 1 },
    { limit: 2, want: ["a", "b"], pages: 1 },
    { limit: 3, want: ["a", "b", "c"], pages: 3 },
    { limit: 500, want: ["a", "b", "c"], pages: 3 },
  ])("collects $limit at most", async ({ limit, want, pages }) => {
    const { asked, list } = lettersOf(three);

    expect(await list().toArray({ limit })).toEqual(want);
    expect(asked).toHaveLength(pages);
  });

  test.each([
    { given: [], message: "Letters_ListLetters.toArray: options is undefined, expected an object" },
    { given: [{}], message: "Letters_ListLetters.toArray: limit is undefined, expected a whole number from 1" },
    { given: [{ limit: 0 }], message: "Letters_ListLetters.toArray: limit is 0, expected a whole number from 1" },
    { given: [{ limit: 1, max: 2 }], message: "Letters_ListLetters.toArray: unknown option max, expected limit" },
  ])("refuses to collect $given", async ({ given, message }) => {
    const { asked, list } = lettersOf(three);

    await expect(Reflect.apply(list().toArray, undefined, given)).rejects.toThrow(new TypeError(message));
    expect(asked).toHaveLength(0);
  });

  test("asks for nothing before it is iterated over, and for a page only when it is needed", async () => {
    const { asked, list } = lettersOf(three);
    const letters = list();

    expect(asked).toHaveLength(0);
    for await (const letter of letters) if (letter === "b") break;
    expect(asked).toHaveLength(1);
  });

  test("starts anew with each iteration", async () => {
    const { list } = lettersOf(three);
    const letters = list();

    expect(await Array.fromAsync(letters)).toEqual(await Array.fromAsync(letters));
  });

  test("keeps every other argument and the options from page to page", async () => {
    const { asked, list } = lettersOf(three);
    const options = { timeoutMs: 5 };

    await Array.fromAsync(list({ path: { id: "1" }, query: { size: 2 } }, options));

    expect(asked.map(({ callArguments }) => callArguments)).toEqual([
      { path: { id: "1" }, query: { size: 2 } },
      { path: { id: "1" }, query: { size: 2, page_token: "2" } },
      { path: { id: "1" }, query: { size: 2, page_token: "3" } },
    ]);
    expect(asked.every((one) => one.options === options)).toBe(true);
  });

  test("puts the token into the body where the arguments are a body", async () => {
    const { asked, list } = lettersOf(three);

    await Array.fromAsync(list({ path: { id: "1" }, body: { size: 2 } }));

    expect(asked.map(({ callArguments }) => callArguments)).toEqual([
      { path: { id: "1" }, body: { size: 2 } },
      { path: { id: "1" }, body: { size: 2, page_token: "2" } },
      { path: { id: "1" }, body: { size: 2, page_token: "3" } },
    ]);
  });

  test("starts from the token that it is given", async () => {
    const { list } = lettersOf(three);

    expect(await Array.fromAsync(list({ query: { page_token: "3" } }))).toEqual(["c"]);
  });

  const last: [string, Page | undefined][] = [
    ["an empty token", { letters: ["z"], next_page_token: "" }],
    ["no token", { letters: ["z"] }],
    ["null for a token", { letters: ["z"], next_page_token: null }],
  ];
  test.each(last)("ends with a page that has %s", async (_, page) => {
    const { asked, list } = lettersOf({ "": page ?? {} });

    expect(await Array.fromAsync(list())).toEqual(["z"]);
    expect(asked).toHaveLength(1);
  });

  test.each([
    ["itself", { "": { letters: ["a"], next_page_token: "1" }, 1: { letters: ["b"], next_page_token: "1" } }],
    [
      "an earlier one",
      {
        "": { letters: ["a"], next_page_token: "1" },
        1: { letters: ["b"], next_page_token: "2" },
        2: { letters: [], next_page_token: "1" },
      },
    ],
  ])("ends with a page that names %s as the next", async (_, pages) => {
    const { list } = lettersOf(pages);

    expect(await Array.fromAsync(list())).toEqual(["a", "b"]);
  });

  test("ends with the page that it started from, when that is named again", async () => {
    const { asked, list } = lettersOf({ 7: { letters: ["g"], next_page_token: "7" } });

    expect(await Array.fromAsync(list({ query: { page_token: "7" } }))).toEqual(["g"]);
    expect(asked).toHaveLength(1);
  });

  test("ends likewise where the token is in the body", async () => {
    const { asked, list } = lettersOf({ 7: { letters: ["g"], next_page_token: "7" } });

    expect(await Array.fromAsync(list({ body: { page_token: "7" } }))).toEqual(["g"]);
    expect(asked).toHaveLength(1);
  });

  test("has no items on a page without them, and none in an answer without a body", async () => {
    const { list } = lettersOf({ "": { next_page_token: "2" } });

    expect(await Array.fromAsync(list())).toEqual([]);
  });

  test("that comes whole is one page", async () => {
    const { asked, list } = lettersOf(three, { ...operation, pagination: { items: "letters" } });

    expect(await Array.fromAsync(list())).toEqual(["a", "b"]);
    expect(asked).toHaveLength(1);
  });

  test("rejects with the error of the page that failed, after the items before it", async () => {
    const { list } = lettersOf({ "": { letters: ["a"], next_page_token: "2" }, 2: new Error("page 2") });
    const seen: string[] = [];

    const iteration = (async () => {
      for await (const letter of list()) seen.push(letter);
    })();

    await expect(iteration).rejects.toThrow("page 2");
    expect(seen).toEqual(["a"]);
  });

  test("of an operation without pages has no items", async () => {
    const { id, method, path, idempotent } = operation;
    const { list } = lettersOf(three, { id, method, path, idempotent });

    expect(await Array.fromAsync(list())).toEqual([]);
  });
});
