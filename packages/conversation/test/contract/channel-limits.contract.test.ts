import { mockUrls, sendRaw } from "@sinch-fetch/contract";
import { describe, expect, test } from "vitest";
import type { AppMessage, KakaoTalkButton, KakaoTalkCoupon, KakaoTalkPricing } from "../../src/index.ts";
import { clientOf, credentials } from "./clients.ts";

const client = clientOf(credentials.oAuth2);
const addressed = { app_id: "01JCTM5W8Q3R7V2N9XB4KHDZ6A", recipient: { contact_id: "01JCTM6B1E7G4Y0S5PQ2FTWM8C" } };

const button: KakaoTalkButton = { type: "BK", name: "Help" };
const pricing: KakaoTalkPricing = { type: "REGULAR_PRICE_COMMERCE", title: "Kite", regular_price: 21000 };
const card = { buttons: [button], image: { image_url: "https://media.example.com/kite.jpg" }, commerce: pricing };
const item = { item_key: "guests_en", content: "4" };
const link = { button_key: "details_en", url: "https://tables.example.com/4417" };

const text = (length: number): string => "x".repeat(length);
const times = <Value>(count: number, value: Value): Value[] => Array.from({ length: count }, () => value);
const upCoupon = (change: { title?: string; description?: string }): KakaoTalkCoupon => ({
  type: "UP_COUPON",
  title: "Tail",
  ...change,
});
const single = (change: object): unknown => ({
  KAKAOTALK: { message_type: "COMMERCE", message: { ...card, ...change } },
});
const carousel = (cards: number): unknown => ({
  KAKAOTALK: { message_type: "CAROUSEL_COMMERCE", message: { carousel: { list: times(cards, card) } } },
});
const notification = (body: object): unknown => ({
  LINE: { message_type: "NOTIFICATION_MESSAGE_TEMPLATE", message: { template_key: "reservation_en", body } },
});

/** What the limit is on, the most that fits, and one more or one less. */
const limits: [string, unknown, unknown][] = [
  [
    "the label of a button",
    single({ buttons: [{ ...button, name: text(8) }] }),
    single({ buttons: [{ ...button, name: text(9) }] }),
  ],
  ["the buttons of a card", single({ buttons: times(2, button) }), single({ buttons: times(3, button) })],
  ["the first button of a card", single({ buttons: [button] }), single({ buttons: [] })],
  [
    "the title of an offer",
    single({ commerce: { ...pricing, title: text(30) } }),
    single({ commerce: { ...pricing, title: text(31) } }),
  ],
  [
    "the extra text of a single card",
    single({ additional_content: text(34) }),
    single({ additional_content: text(35) }),
  ],
  [
    "the text of a coupon",
    single({ coupon: upCoupon({ description: text(12) }) }),
    single({ coupon: upCoupon({ description: text(13) }) }),
  ],
  [
    "the title of a coupon",
    single({ coupon: upCoupon({ title: text(7) }) }),
    single({ coupon: upCoupon({ title: text(8) }) }),
  ],
  ["the cards of a carousel", carousel(10), carousel(11)],
  ["the second card of a carousel", carousel(2), carousel(1)],
  ["the items of a notification", notification({ items: times(15, item) }), notification({ items: times(16, item) })],
  [
    "the value of an item",
    notification({ items: [{ ...item, content: text(300) }] }),
    notification({ items: [{ ...item, content: text(301) }] }),
  ],
  [
    "the value of the item that stands out",
    notification({ emphasized_item: { ...item, content: text(15) } }),
    notification({ emphasized_item: { ...item, content: text(16) } }),
  ],
  [
    "the buttons of a notification",
    notification({ buttons: times(2, link) }),
    notification({ buttons: times(3, link) }),
  ],
  [
    "the address of a button",
    notification({ buttons: [{ ...link, url: text(1000) }] }),
    notification({ buttons: [{ ...link, url: text(1001) }] }),
  ],
];

describe("messages.send", () => {
  const bodyWith = (channel_specific_message: unknown): unknown => ({
    ...addressed,
    message: { text_message: { text: "Two kites" }, channel_specific_message },
  });
  const send = (body: unknown) => sendRaw("POST", `${mockUrls().api}/v1/projects/p/messages:send`, body);

  test.each(limits)("keeps to %s", async (_, fits, exceeds) => {
    expect(await send(bodyWith(fits))).toMatchObject({ status: 200 });
    expect(await send(bodyWith(exceeds))).toMatchObject({ status: 400 });
  });

  test("sends a card at its limits through the client", async () => {
    const message: AppMessage = {
      text_message: { text: "A kite" },
      channel_specific_message: {
        KAKAOTALK: { message_type: "COMMERCE", message: { ...card, buttons: [button, button] } },
      },
    };

    await expect(client.messages.send({ ...addressed, message })).resolves.toHaveProperty("message_id");
  });

  test("refuses a card with three buttons before any request", async () => {
    const { send: silent } = clientOf({
      ...credentials.oAuth2,
      authorize: () => expect.fail("a request was sent"),
    }).messages;
    const message: AppMessage = {
      text_message: { text: "A kite" },
      channel_specific_message: {
        KAKAOTALK: { message_type: "COMMERCE", message: { ...card, buttons: times(3, button) } },
      },
    };

    await expect(silent({ ...addressed, message })).rejects.toThrow("buttons has 3 items, expected 1 to 2");
  });
});
