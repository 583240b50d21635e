import { bearer } from "@sinch-fetch/auth";
import { expect, test } from "vitest";
import { type AppMessage, type Contact, createConversationClient } from "../src/index.ts";

const bodies: unknown[] = [];
const client = createConversationClient({
  projectId: "p",
  auth: bearer("token"),
  fetch: async (input, init) => {
    bodies.push(await new Request(input, init).json());
    return Response.json({ message_id: "m", id: "c" });
  },
});
const recipient = { contact_id: "c" };
/** As a response holds it. */
const message: AppMessage = JSON.parse('{"agent":null,"text_message":{"text":"hi"}}');
const sent = { app_id: "a", recipient, message: { text_message: { text: "hi" } } };

test("leaves out of a request what a response held for what was never set", async () => {
  const contact: Contact = JSON.parse('{"id":"c","language":"UNSPECIFIED","display_name":"Ada","metadata":"{}"}');
  const { id, ...rest } = contact;

  await client.messages.send({ app_id: "a", recipient, message });
  await client.contacts.update(id, rest);

  expect(bodies.splice(0)).toEqual([sent, { display_name: "Ada", metadata: "{}" }]);
});

test("does so at the wire level and behind a middleware too", async () => {
  const watched = client.withOptions({});
  watched.use({ onRequest: ({ request }) => request });

  await client.POST("/messages:send", { body: { app_id: "a", recipient, message } });
  await watched.messages.send({ app_id: "a", recipient, message });

  expect(bodies.splice(0)).toEqual([sent, sent]);
});

test("sends a null that means something, and all that is free in form", async () => {
  await client.webhooks.update("w", { client_credentials: null });
  await client.messages.send({ ...sent, conversation_metadata: { agent: null } });

  expect(bodies.splice(0)).toEqual([{ client_credentials: null }, { ...sent, conversation_metadata: { agent: null } }]);
});
