import { mockUrls, sendRaw } from "@sinch-fetch/contract";
import { describe, expect, test } from "vitest";
import type { AppMessage, OrderDetailsPaymentSettings, Recipient, SendMessageRequest } from "../../src/index.ts";
import { clientOf, credentials } from "./clients.ts";

const client = clientOf(credentials.oAuth2);
const request: SendMessageRequest = {
  app_id: "01JCTM5W8Q3R7V2N9XB4KHDZ6A",
  recipient: { contact_id: "01JCTM6B1E7G4Y0S5PQ2FTWM8C" },
  message: { text_message: { text: "The bakery opens at eight." } },
};

const choice = { text_message: { text: "Keep it" }, postback_data: "order:7:keep" };
const kinds: Record<string, AppMessage> = {
  text: { text_message: { text: "Good evening" } },
  media: {
    media_message: { url: "https://cdn.example.com/map.png", thumbnail_url: "https://cdn.example.com/map-s.png" },
  },
  card: { card_message: { title: "Loaf 7", height: "TALL", choices: [choice] } },
  carousel: { carousel_message: { cards: [{ title: "Rye" }, { title: "Wheat" }], choices: [choice] } },
  choice: { choice_message: { text_message: { text: "Keep the order?" }, choices: [choice] } },
  list: {
    list_message: {
      title: "Breads",
      sections: [{ title: "Dark", items: [{ choice: { title: "Rye", postback_data: "rye" } }] }],
    },
  },
  location: { location_message: { title: "Bakery", coordinates: { latitude: 63.43, longitude: 10.39 } } },
  template: { template_message: { omni_template: { template_id: "01JCTQ7H3B5E8N1W4Y6Z9CMKTA", version: "latest" } } },
  "contact info": {
    contact_info_message: { name: { full_name: "Liv Moe" }, phone_numbers: [{ phone_number: "+4799999999" }] },
  },
};

describe("messages.send", () => {
  test.each(Object.entries(kinds))("sends a %s message", async (_, message) => {
    const { message_id } = await client.messages.send({ ...request, message });

    expect(message_id).toMatch(/^[0-9A-Z]{26}$/);
  });

  test("sends overrides, channel specific content and an agent beside the content", async () => {
    const message: AppMessage = {
      text_message: { text: "Two questions: https://survey.example.com/7" },
      explicit_channel_message: { LINE: '{"type":"sticker","packageId":"446","stickerId":"1988"}' },
      explicit_channel_omni_message: { TELEGRAM: { choice_message: { choices: [choice] } } },
      channel_specific_message: {
        WHATSAPP: { message_type: "FLOWS", message: { flow_id: "4711", flow_cta: "Start", body: { text: "Ready?" } } },
      },
      agent: { display_name: "Nils", type: "HUMAN" },
    };

    await expect(client.messages.send({ ...request, message })).resolves.toHaveProperty("message_id");
  });

  test("sends a reply to a message of the contact", async () => {
    const message: AppMessage = {
      text_message: { text: "Yes" },
      reply_to: { message_id: "01JCTN0K4W9H6M1R8B3V5YSXQ2" },
    };

    await expect(client.messages.send({ ...request, message })).resolves.toHaveProperty("message_id");
  });

  test("sends a message whose content stands by channel alone", async () => {
    const message: AppMessage = { explicit_channel_omni_message: { SMS: { text_message: { text: "Hi" } } } };

    await expect(client.messages.send({ ...request, message })).resolves.toHaveProperty("message_id");
  });

  const pix = { code: "c", merchant_name: "Canecas", key: "pix@mugs.example.com", key_type: "EMAIL" } as const;
  const settings: Record<string, OrderDetailsPaymentSettings> = {
    dynamic_pix: { dynamic_pix: pix },
    payment_link: { payment_link: { uri: "https://mugs.example.com/pay" } },
    boleto: { boleto: { digitable_line: "03399026944140000002628346101018898510000008848" } },
  };
  const orderWith = (payment_settings: unknown) => ({
    text_message: { text: "Two mugs" },
    channel_specific_message: {
      WHATSAPP: {
        message_type: "ORDER_DETAILS",
        message: {
          payment: {
            type: "br",
            reference_id: "m-620",
            type_of_goods: "physical-goods",
            payment_settings,
            total_amount_value: 8600,
            order: { items: [], subtotal_value: 8000, tax_value: 600 },
          },
        },
      },
    },
  });
  const sendOrder = (payment_settings: unknown) =>
    sendRaw("POST", `${mockUrls().api}/v1/projects/p/messages:send`, {
      ...request,
      message: orderWith(payment_settings),
    });
  test.each(Object.entries(settings))("sends an order with the older %s", async (_, payment_settings) => {
    expect(await sendOrder(payment_settings)).toMatchObject({ status: 200 });
  });

  test("refuses an order with two of the older settings, or none", async () => {
    expect(await sendOrder({ ...settings.boleto, ...settings.payment_link })).toMatchObject({ status: 400 });
    expect(await sendOrder({})).toMatchObject({ status: 400 });
  });

  const recipients: [string, Recipient][] = [
    ["a contact", { contact_id: "01JCTM6B1E7G4Y0S5PQ2FTWM8C" }],
    ["channel identities", { identified_by: { channel_identities: [{ channel: "SMS", identity: "+4799999999" }] } }],
  ];
  test.each(recipients)("sends to %s", async (_, recipient) => {
    await expect(client.messages.send({ ...request, recipient })).resolves.toHaveProperty("message_id");
  });

  const text = { text_message: { text: "Hi" } };
  const refused: [string, Record<string, unknown>, string][] = [
    ["no message", { message: undefined }, "message"],
    ["no kind of message", { message: {} }, "exactly one"],
    ["a reply to nothing", { message: { ...text, reply_to: {} } }, "message_id"],
    ["overrides without content", { message: { explicit_channel_message: { LINE: "{}" } } }, "exactly one"],
    [
      "a kind of message that is missing a field beside content by channel",
      { message: { text_message: {}, explicit_channel_omni_message: { SMS: text } } },
      "text",
    ],
    [
      "two kinds of message",
      { message: { ...text, media_message: { url: "https://example.com/a.png" } } },
      "exactly one",
    ],
    ["a message that lacks a field", { message: { text_message: {} } }, "text"],
    ["an unknown field in a message", { message: { text_message: { text: "Hi", bold: true } } }, "bold"],
    ["an unknown field in a choice", { message: { choice_message: { choices: [{ ...choice, icon: "x" }] } } }, "icon"],
    ["a channel that does not exist", { channel_priority_order: ["SMOKE"] }, "channel_priority_order"],
    [
      "an override for a channel that does not exist",
      { message: { ...text, explicit_channel_message: { FAX: "x" } } },
      "explicit_channel_message",
    ],
    ["a payload that is an object", { message: { ...text, explicit_channel_message: { LINE: {} } } }, "LINE"],
    [
      "both forms of recipient",
      { recipient: { contact_id: "1", identified_by: { channel_identities: [] } } },
      "exactly one",
    ],
    [
      "an identity without a channel",
      { recipient: { identified_by: { channel_identities: [{ identity: "1" }] } } },
      "channel",
    ],
    ["11 choices", { message: { choice_message: { choices: Array(11).fill(choice) } } }, "10 items"],
    [
      "4 choices outside the cards",
      { message: { carousel_message: { cards: [{}], choices: Array(4).fill(choice) } } },
      "3 items",
    ],
    ["a ttl without its s", { ttl: "10" }, "ttl"],
    ["a ttl below 3 s", { ttl: "2s" }, "ttl"],
    ["a ttl above 315576000000 s", { ttl: "315576000001s" }, "ttl"],
    ["a ttl that is a number", { ttl: 10 }, "ttl"],
    ["1025 characters of metadata", { message_metadata: "m".repeat(1025) }, "1024"],
    ["129 characters of correlation id", { correlation_id: "c".repeat(129) }, "128"],
    ["1025 characters of a channel property", { channel_properties: { SMS_SENDER: "s".repeat(1025) } }, "1024"],
    ["conversation metadata that is text", { conversation_metadata: "x" }, "conversation_metadata"],
    ["a queue that does not exist", { queue: "FAST" }, "queue"],
    ["a processing strategy that does not exist", { processing_strategy: "DISPATCH" }, "processing_strategy"],
  ];
  test.each(refused)("is refused with %s", async (_, change, named) => {
    const answer = await sendRaw("POST", `${mockUrls().api}/v1/projects/p/messages:send`, {
      ...request,
      ...change,
    });

    expect(answer.status).toBe(400);
    expect(answer.body).toContain(named);
  });

  const accepted: [string, Partial<SendMessageRequest>][] = [
    ["a ttl of 3 s", { ttl: "3s" }],
    ["a ttl of 315576000000 s", { ttl: "315576000000s" }],
    ["1024 characters of metadata", { message_metadata: "m".repeat(1024) }],
    ["a channel property of another name", { channel_properties: { SOME_NEW_PROPERTY: "1" } }],
  ];
  test.each(accepted)("is accepted with %s", async (_, change) => {
    await expect(client.messages.send({ ...request, ...change })).resolves.toHaveProperty("message_id");
  });

  test("is refused as malformed JSON, and the answer says so", async () => {
    const answer = await sendRaw("POST", `${mockUrls().api}/v1/projects/p/messages:send`, '{"app_id": ');

    expect(answer.status).toBe(400);
    expect(answer.body).toMatch(/JSON/);
  });

  test("refuses 11 choices before any request", async () => {
    const send = clientOf({ ...credentials.oAuth2, authorize: () => expect.fail("a request was sent") }).messages.send;

    await expect(
      send({ ...request, message: { choice_message: { choices: Array.from({ length: 11 }, () => choice) } } }),
    ).rejects.toThrow("Messages_SendMessage: message.choice_message.choices has 11 items, expected at most 10");
  });
});
