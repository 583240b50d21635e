import type { JSX } from "preact";
import type { CardMessage } from "../../../src/schemas.gen.ts";
import { LinkedText } from "../ui/linked-text.tsx";
import { Choices } from "./choices.tsx";
import { Media } from "./media.tsx";
import type { PhoneActions } from "./phone-actions.ts";

interface Props {
  messageId: string;
  card: CardMessage;
  channel: string;
  actions: PhoneActions | undefined;
}

/** A card: a picture, a title, words, and choices below. */
export function Card({ messageId, card, channel, actions }: Props): JSX.Element {
  const { title, description, media_message, height, choices = [], message_properties } = card;
  const header =
    channel === "WHATSAPP" && media_message === undefined ? message_properties?.whatsapp_header : undefined;
  return (
    <div class="card">
      {media_message && <Media {...media_message} height={height} />}
      {header && <strong class="card-title">{header}</strong>}
      {title && <strong class="card-title">{title}</strong>}
      {description && <LinkedText text={description} />}
      {choices.length > 0 && <Choices messageId={messageId} choices={choices} actions={actions} />}
    </div>
  );
}
