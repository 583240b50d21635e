import { mockUrls, sendRaw } from "@sinch-fetch/contract";
import { describe, expect, test } from "vitest";
import type { ContactCreateRequest } from "../../src/index.ts";
import { clientOf, credentials } from "./clients.ts";

const client = clientOf(credentials.BearerAuth);
const silent = clientOf({ ...credentials.BearerAuth, authorize: () => expect.fail("a request was sent") });
const contact: ContactCreateRequest = {
  channel_identities: [{ channel: "SMS", identity: "+12025550102" }],
  language: "SV",
};
const contacts = (count: number): ContactCreateRequest[] => Array.from({ length: count }, () => contact);
const contact_ids = (count: number): string[] => Array.from({ length: count }, (_, index) => `contact-${index}`);
const url = (): string => `${mockUrls().api}/v1/projects/p/contacts`;

describe("contacts.create", () => {
  test.each([1, 1000])("is accepted with %d contacts, and returns nothing", async (count) => {
    await expect(client.contacts.create({ contacts: contacts(count) })).resolves.toBeUndefined();
  });

  test.each([0, 1001])("refuses %d contacts before any request, at both levels", async (count) => {
    const body = { contacts: contacts(count) };
    const error = new RangeError(`Batch_CreateContacts: contacts has ${count} items, expected 1 to 1000`);

    await expect(silent.contacts.create(body)).rejects.toThrow(error);
    await expect(silent.POST("/contacts", { body })).rejects.toThrow(error);
  });

  test("refuses a contact without an address before any request", async () => {
    const body = { contacts: [contact, { ...contact, channel_identities: [] }] };

    await expect(silent.contacts.create(body)).rejects.toThrow(
      new RangeError("Batch_CreateContacts: contacts[1].channel_identities has 0 items, expected at least 1"),
    );
  });

  const refused: [string, unknown, string][] = [
    ["no contact", { contacts: [] }, "contacts"],
    ["1001 contacts", { contacts: contacts(1001) }, "1000"],
    ["a contact without an address", { contacts: [{ ...contact, channel_identities: [] }] }, "channel_identities"],
    ["a contact without a language", { contacts: [{ ...contact, language: undefined }] }, "language"],
    ["a language that does not exist", { contacts: [{ ...contact, language: "XX" }] }, "language"],
    ["metadata that is no text", { contacts: [{ ...contact, metadata: {} }] }, "metadata"],
    ["an id, which the service gives", { contacts: [{ ...contact, id: "1" }] }, "id"],
  ];
  test.each(refused)("is refused with %s, by 422 since no 400 is documented", async (_, body, named) => {
    const answer = await sendRaw("POST", url(), body);

    expect(answer.status).toBe(422);
    expect(answer.body).toContain(named);
  });
});

describe("contacts.delete", () => {
  test.each([1, 1000])("is accepted with %d ids in the body, and returns nothing", async (count) => {
    await expect(client.contacts.delete({ contact_ids: contact_ids(count) })).resolves.toBeUndefined();
  });

  test("refuses 1001 ids before any request, at both levels", async () => {
    const body = { contact_ids: contact_ids(1001) };
    const error = new RangeError("Batch_DeleteContacts: contact_ids has 1001 items, expected at most 1000");

    await expect(silent.contacts.delete(body)).rejects.toThrow(error);
    await expect(silent.DELETE("/contacts", { body })).rejects.toThrow(error);
  });

  const refused: [string, unknown, string][] = [
    ["1001 ids", { contact_ids: contact_ids(1001) }, "1000"],
    ["no list of ids", {}, "contact_ids"],
    ["an id that is a number", { contact_ids: [1] }, "contact_ids"],
  ];
  test.each(refused)("is refused with %s, by 422 since no 400 is documented", async (_, body, named) => {
    const answer = await sendRaw("DELETE", url(), body);

    expect(answer.status).toBe(422);
    expect(answer.body).toContain(named);
  });
});
