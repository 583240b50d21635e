import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { readDescription } from "../src/described.ts";

/** Whether the schema of a response takes a value. */
async function takes(api: string, name: string, value: unknown): Promise<boolean> {
  const root = await readDescription(api);
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema({ $id: "https://description.test/", ...root });
  return ajv.validate({ $ref: `https://description.test/#/components/schemas/${name}` }, value) === true;
}

const text = { text_message: { text: "Two mugs" } };
const messageOf = (override: object): object => ({ ...text, channel_specific_message: { WHATSAPP: override } });
const payment = { type: "br", reference_id: "m-620", type_of_goods: "physical-goods", total_amount_value: 1 };
const orderWith = (change: object): object =>
  messageOf({ message_type: "ORDER_DETAILS", message: { payment: { ...payment, order, ...change } } });
const order = { items: [], subtotal_value: 1, tax_value: 0 };
const card = { buttons: [{ type: "BK", name: "Help" }], image: { image_url: "https://media.example.com/kite.jpg" } };
const commerceWith = (change: object): object =>
  messageOf({ message_type: "COMMERCE", message: { ...card, commerce: { type: "FREE", gift: "Tail" }, ...change } });

describe("a message in a response", () => {
  const unknown: [string, object][] = [
    ["no kind of content that is described", { hologram_message: { scene: 7 } }],
    ["content by channel alone", { explicit_channel_omni_message: { SMS: text } }],
    ["a feature of a channel that is new", messageOf({ message_type: "POLL", message: { options: ["a", "b"] } })],
    [
      "a header of a kind that is new",
      messageOf({
        message_type: "FLOWS",
        message: { flow_id: "1", flow_cta: "Go", header: { type: "sticker", pack: 4 } },
      }),
    ],
    ["a way to pay that is new", orderWith({ payment_buttons: [{ type: "upi", vpa: "a@b" }] })],
    [
      "an older setting of another type",
      orderWith({
        payment_settings: {
          dynamic_pix: { type: "pix_static_code", code: "c", merchant_name: "m", key: "k", key_type: "EVP" },
        },
      }),
    ],
    ["a kind of price that is new", commerceWith({})],
    ["a kind of coupon that is new", commerceWith({ coupon: { type: "MYSTERY_COUPON", prize: 1 } })],
    [
      "a kind of button that is new",
      commerceWith({ buttons: [{ type: "VID", name: "See", video: "https://v.example.com" }] }),
    ],
  ];
  test.each(unknown)("may have %s", async (_, message) => {
    expect(await takes("conversation", "AppMessageAnswer", message)).toBe(true);
  });

  test("is held to what is described of a kind that is known", async () => {
    const lacking = messageOf({ message_type: "FLOWS", message: { flow_id: "1" } });

    expect(await takes("conversation", "AppMessageAnswer", lacking)).toBe(false);
  });
});

describe("a contact's message in a response", () => {
  test.each(["nfm_reply", "order_reply"])("may have the feature %s", async (message_type) => {
    const message = { type: message_type, [message_type]: { name: "flow", response_json: "{}", body: "Sent" } };

    const contactMessage = { channel_specific_message: { message_type, message } };

    expect(await takes("conversation", "ContactMessageAnswer", contactMessage)).toBe(true);
  });
});

test("a request still names the kinds that there are", async () => {
  const poll = messageOf({ message_type: "POLL", message: {} });

  expect(await takes("conversation", "AppMessage", poll)).toBe(false);
  expect(await takes("batch", "AppMessage", poll)).toBe(false);
  expect(await takes("batch", "AppMessage", text)).toBe(true);
});

test("a delivery report may have no reason", async () => {
  const report = { message_id: "m", status: "DELIVERED", channel_identity: { channel: "SMS", identity: "1" } };

  expect(await takes("conversation", "MessageDeliveryReport", { ...report, reason: null })).toBe(true);
});
