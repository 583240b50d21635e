import type { JSX } from "preact";
import type { ContactMessage } from "../../../src/schemas.gen.ts";
import { JsonBlock } from "../ui/code-block.tsx";
import { LinkedText } from "../ui/linked-text.tsx";
import { Location } from "./location.tsx";
import { Media } from "./media.tsx";

interface Props {
  message: ContactMessage;
  /** What was written on the choice that was tapped, where the message that offered it is known. */
  tapped: string | undefined;
}

/** What a contact sent. */
export function ContactContent({ message, tapped }: Props): JSX.Element {
  const { text_message, choice_response_message, media_message, media_card_message, location_message } = message;
  const { product_response_message } = message;
  if (text_message) return <LinkedText text={text_message.text} />;
  if (choice_response_message) return <span class="text">{tapped ?? choice_response_message.postback_data}</span>;
  if (media_message) return <Media {...media_message} />;
  if (media_card_message) {
    return (
      <>
        <Media url={media_card_message.url} />
        {media_card_message.caption && <LinkedText text={media_card_message.caption} />}
      </>
    );
  }
  if (location_message) return <Location {...location_message} />;
  if (product_response_message) {
    const { title, products = [] } = product_response_message;
    return (
      <div class="card">
        <strong class="card-title">{title ?? "Order"}</strong>
        {products.map(({ id, quantity = 1 }) => (
          <span>{`${quantity} × ${id}`}</span>
        ))}
      </div>
    );
  }
  return <JsonBlock label="Message in the channel's own form" value={message} />;
}
