import { empty, ok, redirect, respond } from "../src/behaviours.ts";
import { type ResourceCall, readMessage, sendBatch, sendMessage } from "../src/calls.ts";
import { faultSuite } from "../src/fault-suite.ts";
import type { Behaviour } from "../src/raw-server.ts";
import type { Scenario } from "../src/scenario.ts";

const useless = (what: string, behaviour: Behaviour, call: ResourceCall, message: RegExp): Scenario => ({
  title: `${what} is an error of which nothing is known, after one request`,
  api: [behaviour],
  call,
  want: {
    requests: 1,
    error: { kind: "ApiError", outcome: "unknown", attempts: 1, message, members: { status: 200 } },
  },
});

const success = (body: unknown): Behaviour => respond(200, { body });

const createContact: ResourceCall = ({ conversation }, options) =>
  conversation.contacts.create(
    { channel_identities: [{ channel: "SMS", identity: "15551234567" }], language: "EN" },
    options,
  );

const readContacts: ResourceCall = async ({ conversation }) => {
  for await (const _ of conversation.contacts.list());
};

faultSuite("a success", [
  useless("of a send without a body", empty(200), sendMessage, / without an object$/),
  useless("of a send with null", success("null"), sendMessage, / without an object$/),
  useless("of a send with a text", success('"message-1"'), sendMessage, / without an object$/),
  useless("of a send with a list", success([{ message_id: "message-1" }]), sendMessage, / without an object$/),
  useless("of a send without its id", success({}), sendMessage, / without message_id$/),
  useless("of a send whose id is empty", success({ message_id: "" }), sendMessage, / without message_id$/),
  useless("of a send whose id is a number", success({ message_id: 1 }), sendMessage, / without message_id$/),
  useless("of a send with an error in it", success({ error: { code: 500 } }), sendMessage, / without message_id$/),
  useless("of a batch without its id", success({ message_id: "message-1" }), sendBatch, / without batch_id$/),
  useless("of a new contact without its id", success({ contact_id: "contact-1" }), createContact, / without id$/),
  useless("of a read with a list", success([]), readMessage, / without an object$/),
  {
    title: "of a send without its id keeps the outcome of the attempt before",
    api: [respond(429), success({})],
    call: sendMessage,
    want: { requests: 2, error: { kind: "ApiError", outcome: "unknown", attempts: 2 } },
  },
  {
    title: "of a send without its id is a result at the wire level",
    api: [success({})],
    call: async ({ conversation }) => {
      const recipient = { contact_id: "contact-1" };
      const body = { app_id: "app-1", recipient, message: { text_message: { text: "hunter2 in a message" } } };
      return (await conversation.POST("/messages:send", { body })).data;
    },
    want: { requests: 1, value: {} },
  },
]);

faultSuite("a list", [
  ...[{}, "x", 5, true].map((contacts) =>
    useless(`whose member is ${JSON.stringify(contacts)}`, success({ contacts }), readContacts, / a list of contacts$/),
  ),
  {
    title: "whose second page has no list ends there, the items of the first page read",
    api: [ok({ contacts: [{ id: "1" }, { id: "2" }], next_page_token: "two" }), success({ contacts: { id: "3" } })],
    call: async ({ conversation }) => {
      const ids: unknown[] = [];
      try {
        for await (const { id } of conversation.contacts.list()) ids.push(id);
      } catch (error) {
        return { ids, name: Object(error).name, outcome: Object(error).outcome };
      }
    },
    want: { requests: 2, severalCalls: true, value: { ids: ["1", "2"], name: "ApiError", outcome: "unknown" } },
  },
  {
    title: "without its member is empty",
    api: [ok({})],
    call: async (stage) => (await readContacts(stage)) ?? "read",
    want: { requests: 1, value: "read" },
  },
]);

faultSuite("a 303", [
  {
    title: "to a send says that it acted, and is followed nowhere",
    api: ({ other }) => [redirect(303, `${other.url}/result`)],
    call: sendMessage,
    want: {
      requests: 1,
      otherRequests: 0,
      error: { kind: "ApiError", outcome: "unknown", attempts: 1, members: { status: 303 } },
    },
  },
  {
    title: "to a batch after a 429 counts both attempts",
    api: [respond(429), redirect(303, "/result")],
    call: sendBatch,
    want: { requests: 2, error: { kind: "ApiError", outcome: "unknown", attempts: 2, members: { status: 303 } } },
  },
]);
