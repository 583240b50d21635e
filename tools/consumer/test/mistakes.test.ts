import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { COMPILERS, compile, type Diagnostic } from "../src/compiler.ts";

const project = inject("project");
/** Longer lines are cut off by editors, or not read. */
const LONGEST = 180;

const PROGRAM = `import { oauth2 } from "@sinch-fetch/auth";
import { createConversationClient } from "@sinch-fetch/conversation";

const auth = oauth2({ keyId: "id", keySecret: "secret" });
const client = createConversationClient({ projectId: "id", auth });
const recipient = { contact_id: "id" };
const message = { text_message: { text: "hi" } };
const one = { app_id: "id", recipient, message };
void one;
`;

/** A mistake, and what the first line of the compiler's message is to name. */
interface Mistake {
  readonly title: string;
  readonly code: string;
  readonly named: string;
}

const MISTAKES: readonly Mistake[] = [
  { title: "no kind of message", code: "client.messages.send({ ...one, message: {} });", named: "'AppMessage'" },
  {
    title: "two kinds of message",
    code: 'client.messages.send({ ...one, message: { ...message, media_message: { url: "" } } });',
    named: "'AppMessage'",
  },
  {
    title: "a misspelt kind",
    code: 'client.messages.send({ ...one, message: { text_mesage: { text: "" } } });',
    named: "'text_mesage' does not exist in type 'AppMessage'. Did you mean to write 'text_message'?",
  },
  {
    title: "a misspelt field",
    code: 'client.messages.send({ ...one, mesage_metadata: "" });',
    named: "'mesage_metadata' does not exist in type 'SendMessageRequest'. Did you mean to write 'message_metadata'?",
  },
  {
    title: "a misspelt channel",
    code: 'client.messages.send({ ...one, channel_priority_order: ["SMSS"] });',
    named: "Type '\"SMSS\"' is not assignable to type 'ConversationChannel'. Did you mean '\"SMS\"'?",
  },
  {
    title: "a misspelt channel as a key",
    code: 'client.messages.send({ ...one, message: { ...message, explicit_channel_message: { SMSS: "" } } });',
    named: "'SMSS' does not exist in type 'Partial<Record<ConversationChannel, string | undefined>>'",
  },
  {
    title: "a misspelt member beside the kind",
    code: "client.messages.send({ ...one, message: { ...message, agnet: {} } });",
    named: "'agnet' does not exist in type 'AppMessageWithTextMessage'. Did you mean to write 'agent'?",
  },
  {
    title: "a member that no choice has",
    code: 'client.messages.send({ ...one, message: { card_message: { title: "", choices: [{ ...message, color: "" }] } } });',
    named: "'color' does not exist in type 'ChoiceWithTextMessage'",
  },
  {
    title: "a member that no recipient has",
    code: 'client.messages.send({ ...one, recipient: { contact_id: "", name: "" } });',
    named: "'name' does not exist in type 'RecipientWithContactId'",
  },
  { title: "nobody to send to", code: "client.messages.send({ ...one, recipient: {} });", named: "'Recipient'" },
  { title: "a missing app_id", code: "client.messages.send({ recipient, message });", named: "'SendMessageRequest'" },
  { title: "a number for ttl", code: "client.messages.send({ ...one, ttl: 10 });", named: "'TimeToLive" },
  {
    title: "a region that does not exist",
    code: 'createConversationClient({ projectId: "id", auth, region: "us-east" });',
    named: "'Region | undefined'",
  },
  {
    title: "an object in place of a credential",
    code: 'createConversationClient({ projectId: "id", auth: { keyId: "id", keySecret: "secret" } });',
    named: "'keyId' does not exist in type 'Auth<Scheme>'",
  },
  {
    title: "a list that is not awaited",
    code: "client.contacts.list().contacts;",
    named: "'contacts' does not exist on type 'Paged<Contact, ListContactsResponse>'",
  },
  {
    title: "a list in a plain loop",
    code: "for (const item of client.messages.list()) console.log(item);",
    named: "'Paged<ConversationMessage, ListMessagesResponse>'",
  },
  {
    title: "an empty message at the wire level",
    code: 'client.POST("/messages:send", { body: { ...one, message: {} } });',
    named: "'AppMessage'",
  },
];

beforeAll(async () => {
  await mkdir(join(project, "mistakes"), { recursive: true });
  for (const [index, { code }] of MISTAKES.entries()) {
    await writeFile(join(project, `mistakes/mistake-${index}.ts`), `${PROGRAM}${code}\n`);
  }
});

describe.each(COMPILERS)("the message of $name", (compiler) => {
  let diagnostics: Diagnostic[];

  beforeAll(async () => {
    diagnostics = await compile(compiler, project, {
      name: "mistakes",
      compilerOptions: { types: ["node"], skipLibCheck: true },
      include: ["mistakes"],
    });
  });

  test.each(MISTAKES.map((mistake, index) => ({ ...mistake, index })))("about $title names it", ({ index, named }) => {
    const found = diagnostics.filter(({ file }) => file === `mistakes/mistake-${index}.ts`);

    expect(found).toHaveLength(1);
    const line = found[0]?.text.split("\n")[0]?.replace(/^\S+ error TS\d+: /, "") ?? "";
    expect(line).toContain(named);
    expect(line.length, line).toBeLessThanOrEqual(LONGEST);
  });
});
