import { mockUrls, sendRaw, watched } from "@sinch-fetch/contract";
import { describe, expect, test } from "vitest";
import { clientOf, credentials } from "./clients.ts";

const client = clientOf(credentials.oAuth2);
const destination = "01JCTP2X6D9F3A7K5M0TVZ8RWB";
const source_id = "01JCTR8N2V5C7B0X4Z6M1KQWDE";
const contacts = (): string => `${mockUrls().api}/v1/projects/p/contacts`;

describe("contacts.merge", () => {
  test("names the contact that stays in the path, and the one that goes in the body", async () => {
    const { exchanges, credential } = watched(credentials.oAuth2);

    const contact = await clientOf(credential).contacts.merge(destination, { source_id, strategy: "MERGE" });

    const [exchange] = exchanges;
    expect(contact).toHaveProperty("id");
    expect(exchange?.request.method).toBe("POST");
    expect(new URL(exchange?.request.url ?? "").pathname).toMatch(new RegExp(`/contacts/${destination}:merge$`));
    expect(JSON.parse(String(exchange?.request.body))).toEqual({ source_id, strategy: "MERGE" });
  });

  const refused: [string, unknown, string][] = [
    ["no contact to merge", {}, "source_id"],
    ["a strategy that does not exist", { source_id, strategy: "REPLACE" }, "strategy"],
    ["the contact that stays in the body too", { source_id, destination_id: destination }, "destination_id"],
  ];
  test.each(refused)("is refused with %s", async (_, body, named) => {
    const answer = await sendRaw("POST", `${contacts()}/${destination}:merge`, body);

    expect(answer.status).toBe(400);
    expect(answer.body).toContain(named);
  });
});

describe("contacts.create", () => {
  test("refuses a contact without an address before any request", async () => {
    const silent = clientOf({ ...credentials.oAuth2, authorize: () => expect.fail("a request was sent") });

    await expect(silent.contacts.create({ channel_identities: [], language: "SV" })).rejects.toThrow(
      new RangeError("Contact_CreateContact: channel_identities has 0 items, expected at least 1"),
    );
  });

  const identities = [{ channel: "SMS", identity: "46700000001" }];
  const refused: [string, unknown, string][] = [
    ["no language", { channel_identities: identities }, "language"],
    ["a language that does not exist", { channel_identities: identities, language: "sv" }, "language"],
    ["an id, which the service gives", { channel_identities: identities, language: "SV", id: "1" }, "id"],
    [
      "a channel of the Batch API alone",
      { channel_identities: [{ channel: "VIBER", identity: "1" }], language: "SV" },
      "channel",
    ],
  ];
  test.each(refused)("is refused with %s", async (_, body, named) => {
    const answer = await sendRaw("POST", contacts(), body);

    expect(answer.status).toBe(400);
    expect(answer.body).toContain(named);
  });
});

describe("contacts.update", () => {
  test.each([
    { query: { update_mask: ["display_name"] }, want: "?update_mask=display_name" },
    { query: { update_mask: ["channel_priority", "email"] }, want: "?update_mask=channel_priority,email" },
    { query: { update_mask: ["a,b", "c d"] }, want: "?update_mask=a%2Cb,c%20d" },
    { query: {}, want: "" },
  ])("sends the query $query as $want", async ({ query, want }) => {
    const { exchanges, credential } = watched(credentials.oAuth2);

    await clientOf(credential).contacts.update("c", { display_name: "Tove" }, { query });

    expect(exchanges.map(({ request, response }) => [new URL(request.url).search, response.status])).toEqual([
      [want, 200],
    ]);
  });

  test("refuses an empty update_mask, which would be left out and mean every field", async () => {
    const { exchanges, credential } = watched(credentials.oAuth2);

    const failed = clientOf(credential).contacts.update("c", { display_name: "Tove" }, { query: { update_mask: [] } });

    await expect(failed).rejects.toThrow("update_mask is an empty list");
    expect(exchanges).toEqual([]);
  });
});

describe("contacts.getChannelProfile", () => {
  test("asks about a contact or about addresses", async () => {
    const app_id = "01JCTM5W8Q3R7V2N9XB4KHDZ6A";
    const channel_identities = [{ channel: "MESSENGER" as const, identity: "7711223344" }];

    for (const recipient of [{ contact_id: destination }, { identified_by: { channel_identities } }]) {
      const profile = await client.contacts.getChannelProfile({ app_id, channel: "MESSENGER", recipient });

      expect(profile).toHaveProperty("profile_name");
    }
  });
});
