import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { notesRepository, put, replaceIn } from "@sinch-fetch/description/testing";
import { expect, test } from "vitest";
import { differences, settle } from "../src/files.ts";
import { generate } from "../src/generate.ts";

const CLIENT = "packages/notes/package.json";
const MOCK = "packages/mock/package.json";

test("a package says which version of which description it holds, and keeps all else that it says", async () => {
  const root = await notesRepository();
  const before = { name: "notes", sinchFetch: { descriptions: { gone: "3.0.0" } }, version: "1.4.0" };
  await put(root, CLIENT, JSON.stringify(before));
  await put(root, MOCK, JSON.stringify({ name: "mock" }));

  await settle(await differences(await generate(root), root), root);

  const [client, mock] = await Promise.all([CLIENT, MOCK].map((path) => readFile(join(root, path), "utf8")));
  expect(client).toBe(
    `${JSON.stringify({ name: "notes", sinchFetch: { descriptions: { notes: "1.0.0" } }, version: "1.4.0" }, null, 2)}\n`,
  );
  expect(JSON.parse(mock ?? "")).toEqual({ name: "mock", sinchFetch: { descriptions: { notes: "1.0.0" } } });
});

test("a package whose description has another version by now is outdated", async () => {
  const root = await notesRepository();
  await put(root, CLIENT, JSON.stringify({ name: "notes" }));
  await settle(await differences(await generate(root), root), root);
  await replaceIn(root, ["specs/notes/openapi.yaml", "version: 1.0.0", "version: 1.1.0"]);

  const found = await differences(await generate(root), root);

  expect(found.map(({ path, state }) => [path, state])).toEqual(expect.arrayContaining([[CLIENT, "outdated"]]));
});
