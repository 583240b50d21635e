import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { ListItem, ListMessage } from "../../../src/schemas.gen.ts";
import { Icon } from "../ui/icon.tsx";
import { LinkedText } from "../ui/linked-text.tsx";
import { postbackOf } from "./kinds.ts";
import { Media } from "./media.tsx";
import type { PhoneActions } from "./phone-actions.ts";

interface Props {
  messageId: string;
  list: ListMessage;
  actions: PhoneActions | undefined;
}

/** A list: words, and a button that opens rows to pick from. */
export function List({ messageId, list, actions }: Props): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  const { title, description, media, sections, message_properties } = list;
  const hasProducts = sections.some(({ items }) => items.some(({ product }) => product !== undefined));
  return (
    <div class="card">
      {media && <Media {...media} />}
      {message_properties?.whatsapp_header && <strong class="card-title">{message_properties.whatsapp_header}</strong>}
      <strong class="card-title">{title}</strong>
      {description && <LinkedText text={description} />}
      <button type="button" class="choice" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <Icon name={hasProducts ? "cart" : "list"} />
        <span>{message_properties?.menu ?? (hasProducts ? "Products" : "Options")}</span>
      </button>
      {isOpen &&
        sections.map((section) => (
          <section class="rows">
            {section.title && <h3>{section.title}</h3>}
            <ul>
              {section.items.map((item) => (
                <li>
                  <Row messageId={messageId} item={item} actions={actions} />
                </li>
              ))}
            </ul>
          </section>
        ))}
    </div>
  );
}

function Row({ messageId, item, actions }: { item: ListItem } & Omit<Props, "list">): JSX.Element | null {
  const { choice, product } = item;
  if (product !== undefined) {
    return (
      <button type="button" class="row" disabled={actions === undefined} onClick={() => actions?.order(product)}>
        <span>{product.id}</span>
        <small>{`Order one, from ${product.marketplace}`}</small>
      </button>
    );
  }
  if (choice === undefined) return null;
  const postback = postbackOf(messageId, choice.title, choice.postback_data);
  return (
    <button type="button" class="row" disabled={actions === undefined} onClick={() => actions?.choose(postback)}>
      <span>{choice.title}</span>
      {choice.description && <small>{choice.description}</small>}
    </button>
  );
}
