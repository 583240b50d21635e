import type { JSX } from "preact";
import type { CarouselMessage } from "../../../src/schemas.gen.ts";
import { Card } from "./card.tsx";
import { Choices } from "./choices.tsx";
import type { PhoneActions } from "./phone-actions.ts";

interface Props {
  messageId: string;
  carousel: CarouselMessage;
  channel: string;
  actions: PhoneActions | undefined;
}

/** Cards side by side, to be scrolled, and choices below all of them. */
export function Carousel({ messageId, carousel, channel, actions }: Props): JSX.Element {
  const { cards, choices = [] } = carousel;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard. */}
      <ul class="carousel" tabIndex={0} aria-label={`Carousel of ${cards.length} cards`}>
        {cards.map((card) => (
          <li>
            <Card messageId={messageId} card={card} channel={channel} actions={actions} />
          </li>
        ))}
      </ul>
      {choices.length > 0 && <Choices messageId={messageId} choices={choices} actions={actions} />}
    </>
  );
}
