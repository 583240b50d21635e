import type { AppMessage, ContactMessage, WorldMessage } from "../../../src/schemas.gen.ts";

/** Returns one line that says what a message holds. */
export function previewOf({ app_message, contact_message }: WorldMessage): string {
  if (app_message !== undefined) return appPreview(app_message);
  return contact_message === undefined ? "" : contactPreview(contact_message);
}

/** Returns one line that says what an app's message holds. */
export function appPreview(message: AppMessage): string {
  const { text_message, media_message, card_message, carousel_message, choice_message } = message;
  const { list_message, location_message, template_message, contact_info_message } = message;
  if (text_message) return text_message.text;
  if (choice_message) return choice_message.text_message?.text ?? "Choices";
  if (card_message) return card_message.title ?? card_message.description ?? "Card";
  if (carousel_message) return `Carousel of ${carousel_message.cards.length} cards`;
  if (list_message) return list_message.title;
  if (location_message) return `Location: ${location_message.title}`;
  if (contact_info_message) return `Contact: ${contact_info_message.name.full_name}`;
  if (template_message) return `Template ${templateId(template_message)}`;
  if (media_message) return `File: ${fileName(media_message)}`;
  return "Payload of the channel";
}

/** Returns the name of a file: the one it was given, or the end of its address. */
export function fileName({ url, filename_override }: { url: string; filename_override?: string | undefined }): string {
  if (filename_override) return filename_override;
  const path = URL.canParse(url) ? new URL(url).pathname : url;
  return path.split("/").findLast((part) => part !== "") ?? url;
}

function contactPreview(message: ContactMessage): string {
  const { text_message, media_message, media_card_message, location_message } = message;
  if (text_message) return text_message.text;
  if (message.choice_response_message) return `Tapped: ${message.choice_response_message.postback_data}`;
  if (media_card_message) return media_card_message.caption ?? `File: ${fileName(media_card_message)}`;
  if (media_message) return `File: ${fileName(media_message)}`;
  if (location_message) return `Location: ${location_message.title}`;
  if (message.product_response_message) return `Order of ${message.product_response_message.products?.length ?? 0}`;
  return "Message of the channel";
}

function templateId({ omni_template, channel_template }: NonNullable<AppMessage["template_message"]>): string {
  return omni_template?.template_id ?? Object.values(channel_template ?? {})[0]?.template_id ?? "";
}
