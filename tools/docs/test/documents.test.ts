import { expect, test } from "vitest";
import { siteTexts } from "../src/markdown/documents.ts";

const DOCUMENTS = [
  { path: "tools/docs/guide/callbacks.md", address: "/guide/callbacks" },
  { path: "tools/docs/guide/errors.md", address: "/guide/errors" },
  { path: "packages/conversation/README.md", address: "/packages/conversation" },
  { path: "packages/batch/README.md", address: "/packages/batch" },
  { path: "tools/docs/guide/campaigns.md", address: "/guide/campaigns" },
  { path: "packages/bulk/README.md", address: "/packages/bulk" },
];
const texts = siteTexts(DOCUMENTS, new Map([["messages.send", "/api/conversation/messages-send"]]));

test("puts a section of a README into the page that includes it, headings and all", () => {
  expect(texts.get("/guide/callbacks")).toMatch(/^# Callbacks\n/);
  expect(texts.get("/guide/callbacks")).toContain("\n## Frameworks\n");
});

test("leaves a link to that page where the section was", () => {
  expect(texts.get("/packages/conversation")).toContain(
    "## Receive callbacks\n\n[Callbacks](/guide/callbacks), in the guide.\n\n## Options",
  );
});

test("lists sections that follow one another and stand in the guide, where their links still lead", () => {
  expect(texts.get("/packages/bulk")).toContain(
    '\n## In the guide\n\n- <a id="choose-a-ledger"></a>[Choose a ledger](/guide/campaigns#choose-a-ledger)\n- <a id="many-',
  );
  expect(texts.get("/packages/bulk")).not.toContain("## Many workers");
});

test("leads links to where a section is now, to pages, and to the source of what has no page", () => {
  expect(texts.get("/packages/batch")).toContain("](/packages/conversation#options)");
  expect(texts.get("/guide/errors")).not.toMatch(/\]\((?!\/|https:|#)/);
});

test("names no files of the repository in its blocks of code", () => {
  expect([...texts.values()].join()).not.toMatch(/^```ts file=/m);
});

test("links the name of a method to its page, but not in a heading, in a link or in code", () => {
  const [text = ""] = siteTexts(
    [{ path: "tools/docs/guide/errors.md", address: "/guide/errors" }],
    new Map([["timeoutMs", "/somewhere"]]),
  ).values();

  expect(text).toContain("| [`timeoutMs`](/somewhere)  | `30000`");
  expect(text).toContain("`messages.get(id, {}, { timeoutMs: 2000 })`");
});

test("leads to a picture of the repository, which the site does not hold", () => {
  const [text = ""] = siteTexts([{ path: "packages/bulk/README.md", address: "/packages/bulk" }], new Map()).values();

  expect(text).toContain("\n[bull-board with a run under way");
  expect(text).toContain("](https://github.com/sinch-fetch/sinch-fetch/tree/main/packages/bulk/bull-board.png)");
});
