import type { JSX } from "preact";
import type { Choice } from "../../../src/schemas.gen.ts";
import { webAddress } from "../core/links.ts";
import { Icon, type IconName } from "../ui/icon.tsx";
import { choiceLabel, postbackOf } from "./kinds.ts";
import type { PhoneActions } from "./phone-actions.ts";

interface Props {
  messageId: string;
  choices: readonly Choice[];
  actions: PhoneActions | undefined;
}

/** The choices of a message, as buttons and links. */
export function Choices({ messageId, choices, actions }: Props): JSX.Element {
  return (
    <ul class="choices">
      {choices.map((choice) => (
        <li>
          <ChoiceButton messageId={messageId} choice={choice} actions={actions} />
        </li>
      ))}
    </ul>
  );
}

function ChoiceButton({ messageId, choice, actions }: { choice: Choice } & Omit<Props, "choices">): JSX.Element {
  const label = choiceLabel(choice);
  const href = webAddress(choice.url_message?.url);
  const words = (
    <>
      <Icon name={iconOf(choice)} />
      <span>{label}</span>
    </>
  );
  if (href !== undefined) {
    return (
      <a class="choice" href={href} target="_blank" rel="noopener noreferrer" title={href}>
        {words}
      </a>
    );
  }
  const tap = (): void => {
    if (choice.share_location_message) actions?.shareLocation();
    else actions?.choose(postbackOf(messageId, label, choice.postback_data));
  };
  return (
    <button type="button" class="choice" disabled={actions === undefined} onClick={tap} title={detailOf(choice)}>
      {words}
    </button>
  );
}

function iconOf(choice: Choice): IconName {
  if (choice.url_message) return "link";
  if (choice.call_message) return "phone";
  if (choice.calendar_message) return "calendar";
  return choice.location_message || choice.share_location_message ? "place" : "reply";
}

function detailOf({ url_message, call_message, calendar_message, postback_data }: Choice): string {
  if (url_message) return url_message.url;
  if (call_message) return call_message.phone_number;
  if (calendar_message) return `${calendar_message.event_title}, ${calendar_message.event_start}`;
  return postback_data ?? "";
}
