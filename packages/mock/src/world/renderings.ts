import { CHANNEL_NAMES } from "./channels.ts";
import { isObject, type JsonObject } from "./json.ts";

/** The kinds of content that a channel shows as they are; the others become text. A reading of ours. */
const RICH = [
  "text_message",
  "media_message",
  "card_message",
  "carousel_message",
  "choice_message",
  "location_message",
];
const NATIVE: Readonly<Record<string, readonly string[]>> = {
  SMS: ["text_message"],
  MMS: ["text_message", "media_message"],
  WHATSAPP: [...RICH, "list_message", "template_message", "contact_info_message"],
  RCS: [...RICH, "list_message"],
  APPLEBC: ["text_message", "media_message", "choice_message", "list_message"],
  KAKAOTALK: ["text_message", "template_message", "card_message"],
  WECHAT: ["text_message", "media_message", "card_message"],
};

/** How one channel shows a message. */
export interface Rendering {
  readonly channel: string;
  readonly is_native: boolean;
  readonly text: string;
}

/** How channels show a message. */
export function renderingsOf(message: JsonObject, channels: readonly string[] = CHANNEL_NAMES): Rendering[] {
  return channels.map((channel) => {
    const content = contentFor(message, channel);
    const isNative = Object.keys(content).some((kind) => (NATIVE[channel] ?? RICH).includes(kind));
    return { channel, is_native: isNative, text: textOf(content) };
  });
}

/** The content of a message on a channel, which may have its own. */
function contentFor(message: JsonObject, channel: string): JsonObject {
  const { explicit_channel_omni_message: own } = message;
  const override = isObject(own) ? own[channel] : undefined;
  return isObject(override) ? override : message;
}

/** A message as plain text. */
export function textOf(content: JsonObject): string {
  const { text_message: text, media_message: media, card_message: card, carousel_message: carousel } = content;
  if (isObject(text)) return lines(text.text);
  if (isObject(media)) return lines(media.url);
  if (isObject(card)) return cardText(card);
  if (isObject(carousel)) return blocks(...items(carousel.cards).map(cardText), choicesText(carousel.choices));
  const { choice_message: choice, list_message: list, location_message: place } = content;
  if (isObject(choice)) return blocks(isObject(choice.text_message) ? textOf(choice) : "", choicesText(choice.choices));
  if (isObject(list)) return listText(list);
  if (isObject(place)) return placeText(place);
  const { contact_info_message: person, template_message: template } = content;
  if (isObject(person)) {
    const name = isObject(person.name) ? person.name.full_name : undefined;
    return lines(name, ...items(person.phone_numbers).map((one) => one.phone_number));
  }
  return isObject(template) ? templateText(template) : "";
}

function cardText({ title, description, media_message: media, choices }: JsonObject): string {
  return blocks(lines(title, description, isObject(media) ? media.url : undefined), choicesText(choices));
}

function choicesText(choices: unknown): string {
  return items(choices)
    .map((choice, at) => `${at + 1}. ${choiceText(choice)}`)
    .join("\n");
}

function choiceText(choice: JsonObject): string {
  const [named] = ["text_message", "call_message", "url_message", "location_message", "calendar_message"]
    .map((kind) => choice[kind])
    .filter(isObject);
  if (named === undefined)
    return isObject(choice.share_location_message) ? String(choice.share_location_message.title) : "";
  const { text, title, phone_number: phone, url } = named;
  return [text ?? title, phone ?? url].filter((part) => part !== undefined).join(": ");
}

function listText({ title, description, sections }: JsonObject): string {
  const entries = items(sections).flatMap((section) => [section.title, ...items(section.items).map(itemText)]);
  return lines(title, description, ...entries);
}

function itemText({ choice, product }: JsonObject): string {
  if (isObject(choice)) return `- ${[choice.title, choice.description].filter(Boolean).join(": ")}`;
  return isObject(product) ? `- ${product.id}` : "";
}

function placeText({ title, label, coordinates }: JsonObject): string {
  const { latitude, longitude } = isObject(coordinates) ? coordinates : {};
  return lines(title, label, `https://maps.google.com/maps?q=${latitude},${longitude}`);
}

function templateText({ omni_template: omni }: JsonObject): string {
  return isObject(omni) ? `Template ${omni.template_id}` : "Template";
}

function items(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function lines(...parts: readonly unknown[]): string {
  return parts.filter((part) => typeof part === "string" && part !== "").join("\n");
}

function blocks(...parts: readonly string[]): string {
  return lines(...parts);
}
