import { mockUrls, sendRaw, watched } from "@sinch-fetch/contract";
import { describe, expect, test } from "vitest";
import type { ContactMessage, InjectMessageRequest } from "../../src/index.ts";
import { clientOf, credentials } from "./clients.ts";

const client = clientOf(credentials.Basic);
const common = {
  channel_identity: { channel: "SMS", identity: "+4799999999" },
  contact_id: "01JCTM6B1E7G4Y0S5PQ2FTWM8C",
  direction: "TO_APP",
  accept_time: "2026-11-12T15:20:00Z",
} satisfies Partial<InjectMessageRequest>;
const contact_message = { text_message: { text: "Is it ready?" } };

const kinds: Record<string, ContactMessage> = {
  text: contact_message,
  media: { media_message: { url: "https://cdn.example.com/in/7.jpg" } },
  "media card": { media_card_message: { url: "https://cdn.example.com/in/7.jpg", caption: "Like this one" } },
  location: { location_message: { title: "Here", coordinates: { latitude: 63.43, longitude: 10.39 } } },
  "choice response": { choice_response_message: { message_id: "01JCTM9D5N2K8R6V3X7ZQWB0TE", postback_data: "keep" } },
  "product response": { product_response_message: { title: "Two", products: [{ id: "rye", marketplace: "EXAMPLE" }] } },
  fallback: { fallback_message: { raw_message: "{}", reason: { code: "UNSUPPORTED_OPERATION" } } },
  "channel specific": {
    channel_specific_message: {
      message_type: "nfm_reply",
      message: { type: "nfm_reply", nfm_reply: { name: "flow", response_json: "{}", body: "Sent" } },
    },
  },
};

describe("conversations.injectMessage", () => {
  test.each(Object.entries(kinds))("injects a %s message of a contact", async (_, message) => {
    const injected = client.conversations.injectMessage("conversation", { ...common, contact_message: message });

    await expect(injected).resolves.toEqual({});
  });

  test("injects a message of an app, with an id that holds a slash and a colon", async () => {
    const injected = client.conversations.injectMessage("a/b:c", {
      ...common,
      direction: "TO_CONTACT",
      app_message: { text_message: { text: "It is ready." } },
    });

    await expect(injected).resolves.toEqual({});
  });

  const refused: [string, Record<string, unknown>, string][] = [
    ["no message at all", {}, "exactly one"],
    ["messages of both sides", { contact_message, app_message: contact_message }, "exactly one"],
    ["a direction that does not exist", { contact_message, direction: "SIDEWAYS" }, "direction"],
    ["a time that is none", { contact_message, accept_time: "yesterday" }, "accept_time"],
    ["a time that is not UTC", { contact_message, accept_time: "2026-11-12T15:20:00+02:00" }, "accept_time"],
    ["1025 characters of metadata", { contact_message, metadata: "m".repeat(1025) }, "1024"],
    ["an identity without an identity", { contact_message, channel_identity: { channel: "SMS" } }, "identity"],
  ];
  test.each(refused)("is refused with %s", async (_, change, named) => {
    const url = `${mockUrls().api}/v1/projects/p/conversations/c:inject-message`;

    const answer = await sendRaw("POST", url, { ...common, ...change });

    expect(answer.status).toBe(400);
    expect(answer.body).toContain(named);
  });
});

describe("conversations.stop", () => {
  test("posts to the conversation without a body, and takes a query and options", async () => {
    const { exchanges, credential } = watched(credentials.Basic);

    await clientOf(credential).conversations.stop("a/b:c", {}, { headers: { "x-trace": "7" } });

    const [{ request, response } = expect.fail("nothing was sent")] = exchanges;
    expect(`${request.method} ${new URL(request.url).pathname}`).toMatch(/^POST .*\/conversations\/a%2Fb%3Ac:stop$/);
    expect(request.body).toBeNull();
    expect(request.headers["x-trace"]).toBe("7");
    expect(response.status).toBe(200);
  });
});

describe("conversations.update", () => {
  test("sends its mask joined by commas, and how metadata are merged", async () => {
    const { exchanges, credential } = watched(credentials.Basic);
    const query = { update_mask: ["metadata_json", "active"], metadata_update_strategy: "MERGE_PATCH" as const };

    await clientOf(credential).conversations.update("c", { metadata_json: { step: null } }, { query });

    const [{ request, response } = expect.fail("nothing was sent")] = exchanges;
    expect(new URL(request.url).search).toBe("?update_mask=metadata_json,active&metadata_update_strategy=MERGE_PATCH");
    expect(response.status).toBe(200);
  });

  test("is refused with a strategy that does not exist", async () => {
    const url = `${mockUrls().api}/v1/projects/p/conversations/c?metadata_update_strategy=KEEP`;

    const answer = await sendRaw("PATCH", url, { metadata_json: {} });

    expect(answer.status).toBe(400);
    expect(answer.body).toContain("metadata_update_strategy");
  });
});
