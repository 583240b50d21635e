import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { type Editor, openEditor } from "../src/editor.ts";

const PROGRAM = `import { oauth2 } from "@sinch-fetch/auth";
import { type AppMessage, type Choice, type ContactMessage, createConversationClient, type Recipient } from "@sinch-fetch/conversation";

const client = createConversationClient({ projectId: "id", auth: oauth2({ keyId: "id", keySecret: "secret" }) });
client.messages.send({ app_id: "id", recipient: {  }, message: {  } });

export type Types = [AppMessage, ContactMessage, Choice, Recipient];
export function textOf(message: AppMessage, recipient: Recipient): unknown {
  if (message.text_message !== undefined) return message;
  return recipient.contact_id !== undefined && recipient;
}
`;

/** Unions, each after a text of the program, and its first and its last kind: an older TypeScript leaves out those between. */
const UNIONS = [
  { union: "AppMessage", after: "= [", first: "AppMessageWithTextMessage", last: "AppMessageByChannel" },
  {
    union: "ContactMessage",
    after: "= [AppMessage, ",
    first: "ContactMessageWithTextMessage",
    last: "UnrecognizedContactMessage",
  },
  { union: "Choice", after: "ContactMessage, ", first: "ChoiceWithTextMessage", last: "UnrecognizedChoice" },
  { union: "Recipient", after: "Choice, ", first: "RecipientWithContactId", last: "UnrecognizedRecipient" },
];

describe.each(["typescript54", "typescript59"])("an editor with %s", (dependency) => {
  let editor: Editor;

  beforeAll(async () => {
    editor = await openEditor(dependency, inject("project"), PROGRAM);
  });

  afterAll(() => editor.close());

  test.each(UNIONS)("names the kinds of $union", async ({ union, after, first, last }) => {
    const [shown] = (await editor.hover(after + union)).split("\n");

    expect(shown).toMatch(new RegExp(`^\\(alias\\) type ${union} = ${first} \\| [\\w |.]+ \\| ${last}$`));
  });

  test("names the kind that a member narrows to", async () => {
    expect(await editor.hover("undefined) return message")).toBe("(parameter) message: AppMessageWithTextMessage");
    expect(await editor.hover("undefined && recipient")).toBe("(parameter) recipient: RecipientWithContactId");
  });

  test("offers the members of a message, and says that one of the kinds is meant", async () => {
    const offers = await editor.offers("message: { ");

    expect(offers.map(({ name }) => name).sort()).toEqual([
      "agent",
      "card_message",
      "carousel_message",
      "channel_specific_message",
      "choice_message",
      "contact_info_message",
      "explicit_channel_message",
      "explicit_channel_omni_message",
      "list_message",
      "location_message",
      "media_message",
      "reply_to",
      "template_message",
      "text_message",
    ]);
    for (const kind of ["text_message", "card_message"]) {
      const docs = offers.find(({ name }) => name === kind)?.docs;
      expect(docs).toContain("Exactly one of the 9 kinds is set.");
    }
  });

  test("offers both ways to name a recipient, and says that one is meant", async () => {
    const offers = await editor.offers("recipient: { ");

    expect(offers.map(({ name }) => name)).toEqual(["contact_id", "identified_by"]);
    for (const { docs } of offers) expect(docs).toContain("Exactly one of `contact_id` and `identified_by` is set.");
  });
});
