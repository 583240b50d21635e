import { cpSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { createProject } from "@sinch-fetch/consumer/project";
import { PUBLIC_PACKAGES } from "@sinch-fetch/workspace";
import { beforeAll, expect, test } from "vitest";
import { typeDiff } from "../src/type-diff.ts";
import { projectWith, put } from "./releases.ts";

const names = PUBLIC_PACKAGES.map(({ name }) => name);
let old: string;
let now: string;

/** The packages as they would be released, twice. */
beforeAll(async () => {
  const { folder, parent } = await createProject();
  try {
    [old, now] = [copyOf(folder), copyOf(folder)];
  } finally {
    rmSync(parent, { recursive: true, force: true, maxRetries: 5 });
  }
});

/** A project with copies of what the packages' types are, instead of links into a store. */
function copyOf(folder: string): string {
  const project = projectWith({});
  const modules = (from: string) => join(from, "node_modules");
  for (const name of names)
    cpSync(realpathSync(join(modules(folder), name)), join(modules(project), name), { recursive: true });
  const client = realpathSync(join(modules(folder), "@sinch-fetch/conversation"));
  const openApiFetch = realpathSync(join(client, "../../openapi-fetch"));
  for (const path of [openApiFetch, join(openApiFetch, "../openapi-typescript-helpers")]) {
    cpSync(realpathSync(path), join(modules(project), path.split("/").at(-1) ?? ""), { recursive: true });
  }
  return project;
}

/** Replaces text in the one declaration file of a package that has it. */
async function edit(name: string, from: RegExp, to: string): Promise<void> {
  const dist = join(now, "node_modules/@sinch-fetch", name, "dist");
  const files = (await readdir(dist)).filter((file) => file.endsWith(".d.ts")).map((file) => join(dist, file));
  const [found, ...others] = files.filter((file) => from.test(readFileSync(file, "utf8")));
  if (found === undefined || others.length > 0) throw new Error(`${from} is not in exactly one file of ${name}`);
  put(found, readFileSync(found, "utf8").replace(from, to));
}

test("releases that are the same break nobody", () => {
  expect(typeDiff(old, now, names)).toEqual(names.map((name) => ({ name, lines: [] })));
});

test("what breaks users of the real packages is found, and nothing else", async () => {
  // Breaks nobody.
  await edit("conversation", /( {4}SendMessageRequest: \{\n)/, "$1      priority?: number;\n");
  await edit("conversation", /( {4}SendMessageResponse: \{\n)/, "$1      cost: number;\n");
  await edit("conversation", /(interface MessagesResource \{\n)/, "$1  count(): Promise<number>;\n");
  await edit("batch", /(interface BatchMessagesResource[\s\S]*?\n\})/, "$1\n/** Said otherwise. */\n");
  // Breaks users.
  await edit("conversation", /( {4}CardHeight: .*?) \| "TALL"/, "$1");
  await edit("conversation", /( {4}SendMessageResponse: \{[\s\S]*?\n {6}message_id)/, "$1?");
  await edit("conversation", /\n {2}delete\(messageId: string.*\n/, "\n");
  await edit("conversation", /"\/messages:send": \{/, '"/messages:dispatch": {');
  await edit("conversation", /, memoryNonceStore/, "");
  await edit("http", /(interface ClientOptions<[\s\S]*?)deadlineMs\?:/, "$1limitMs?:");
  await edit("auth", /(interface BasicOptions \{[\s\S]*?)keyId: string/, "$1keyId: `key-${string}`");
  await edit("mock", /\n {2}close\(\): Promise<void>/, "\n  close(): void");

  const found = typeDiff(old, now, names).flatMap(({ lines }) => lines);

  expect(found.sort()).toEqual([
    "@sinch-fetch/auth: basic(options).keyId takes `key-${string}`, took string",
    "@sinch-fetch/batch: createBatchClient(options).deadlineMs is gone",
    "@sinch-fetch/conversation/callbacks: memoryNonceStore is gone",
    '@sinch-fetch/conversation: CardHeight takes "TALL" no more',
    '@sinch-fetch/conversation: createConversationClient().POST("/messages:send") is gone',
    "@sinch-fetch/conversation: createConversationClient().messages.delete is gone",
    "@sinch-fetch/conversation: createConversationClient().messages.send().message_id may be absent now",
    expect.stringMatching(
      /^@sinch-fetch\/conversation: createConversationClient\(\)\.messages\.send\(body\)\..*\.height takes "TALL" no more$/,
    ),
    "@sinch-fetch/conversation: createConversationClient(options).deadlineMs is gone",
    "@sinch-fetch/http/client: createClientWith(options).deadlineMs is gone",
    "@sinch-fetch/http: ClientOptions.deadlineMs is gone",
    "@sinch-fetch/mock: startMock().close() gives void, gave Promise<void>",
    "@sinch-fetch/templates: createTemplatesClient(options).deadlineMs is gone",
  ]);
});
