import type { AppMessage, Choice, ConversationChannel, OmniMessageOverride } from "../../../src/schemas.gen.ts";

/** The content of an app's message on one channel. */
export type AppContent = Partial<Omit<AppMessage, "agent" | "reply_to">> & {
  /** A payload in the channel's own form, which replaces the content. */
  readonly payload?: unknown;
};

/** Returns what an app's message holds for a channel: content that was given for it alone comes first. */
export function contentOn(message: AppMessage, channel: ConversationChannel): AppContent {
  const specific = message.channel_specific_message?.[channel];
  if (specific !== undefined) return { payload: specific };
  const explicit = message.explicit_channel_message?.[channel];
  if (explicit !== undefined) return { payload: explicit };
  const other = message.explicit_channel_omni_message?.[channel];
  return other === undefined ? message : overridden(other);
}

function overridden({ template_reference, ...content }: OmniMessageOverride): AppContent {
  return template_reference === undefined ? content : { template_message: { omni_template: template_reference } };
}

/** Returns what is written on a choice. */
export function choiceLabel(choice: Choice): string {
  const { text_message, url_message, call_message, location_message, calendar_message, share_location_message } =
    choice;
  return (
    text_message?.text ??
    (url_message ?? call_message ?? location_message ?? calendar_message ?? share_location_message)?.title ??
    "Choice"
  );
}

/** Returns what comes back when a choice is tapped: its own data, or what is made of the message and its label. */
export function postbackOf(messageId: string, label: string, data: string | null | undefined): string {
  return data ?? `${messageId}_${label}`;
}

/** Returns the choices of an app's message, wherever in it they are, each with what comes back for it. */
export function choicesOf(messageId: string, message: AppMessage): { label: string; postback: string }[] {
  const { card_message, carousel_message, choice_message, list_message } = message;
  const choices = [
    ...(card_message?.choices ?? []),
    ...(choice_message?.choices ?? []),
    ...(carousel_message?.cards ?? []).flatMap((card) => card.choices ?? []),
    ...(carousel_message?.choices ?? []),
    ...Object.values(message.explicit_channel_omni_message ?? {}).flatMap((other) => [
      ...(other?.choice_message?.choices ?? []),
      ...(other?.card_message?.choices ?? []),
    ]),
  ].map((choice) => {
    const label = choiceLabel(choice);
    return { label, postback: postbackOf(messageId, label, choice.postback_data) };
  });
  const rows = (list_message?.sections ?? [])
    .flatMap(({ items }) => items)
    .flatMap(({ choice }) => (choice === undefined ? [] : [choice]))
    .map(({ title, postback_data }) => ({ label: title, postback: postbackOf(messageId, title, postback_data) }));
  return [...choices, ...rows];
}
