import type { JSX } from "preact";
import type { AppMessage, ConversationChannel, Rendering } from "../../../src/schemas.gen.ts";
import { JsonBlock } from "../ui/code-block.tsx";
import { LinkedText } from "../ui/linked-text.tsx";
import { Card } from "./card.tsx";
import { Carousel } from "./carousel.tsx";
import { Choices } from "./choices.tsx";
import { ContactCard } from "./contact-card.tsx";
import { contentOn } from "./kinds.ts";
import { List } from "./list.tsx";
import { Location } from "./location.tsx";
import { Media } from "./media.tsx";
import type { PhoneActions } from "./phone-actions.ts";
import { Template } from "./template.tsx";

interface Props {
  messageId: string;
  message: AppMessage;
  /** The channel as which it is shown. */
  channel: ConversationChannel;
  /** What the channel makes of it; `undefined` until that is known. */
  rendering: Rendering | undefined;
  actions: PhoneActions | undefined;
}

/** What an app sent, as a channel shows it: by its kind, or as the text that it falls back to. */
export function AppContent({ messageId, message, channel, rendering, actions }: Props): JSX.Element {
  const content = contentOn(message, channel);
  if (content.payload !== undefined)
    return <JsonBlock label="Payload of the channel" value={parsed(content.payload)} />;
  if (content.text_message) return <LinkedText text={content.text_message.text} />;
  if (rendering !== undefined && !rendering.is_native) return <LinkedText text={rendering.text} />;
  const { card_message, carousel_message, choice_message, list_message, media_message } = content;
  const { location_message, contact_info_message, template_message } = content;
  if (card_message) return <Card messageId={messageId} card={card_message} channel={channel} actions={actions} />;
  if (carousel_message) {
    return <Carousel messageId={messageId} carousel={carousel_message} channel={channel} actions={actions} />;
  }
  if (choice_message) {
    const footer = channel === "WHATSAPP" ? choice_message.message_properties?.whatsapp_footer : undefined;
    return (
      <>
        {choice_message.text_message && <LinkedText text={choice_message.text_message.text} />}
        {footer && <small class="footer">{footer}</small>}
        <Choices messageId={messageId} choices={choice_message.choices} actions={actions} />
      </>
    );
  }
  if (list_message) return <List messageId={messageId} list={list_message} actions={actions} />;
  if (media_message) return <Media {...media_message} />;
  if (location_message) return <Location {...location_message} />;
  if (contact_info_message) return <ContactCard contact={contact_info_message} />;
  if (template_message) return <Template template={template_message} channel={channel} />;
  return <JsonBlock label="Content of a kind that this page does not know" value={message} />;
}

function parsed(payload: unknown): unknown {
  if (typeof payload !== "string") return payload;
  try {
    return JSON.parse(payload);
  } catch {
    return payload;
  }
}
