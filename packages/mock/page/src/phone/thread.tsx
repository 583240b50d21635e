import type { JSX } from "preact";
import type { ConversationChannel, WorldMessage } from "../../../src/schemas.gen.ts";
import { choicesOf } from "../content/kinds.ts";
import { previewOf } from "../content/preview.ts";
import type { Route } from "../core/route.ts";
import { dayOf } from "../core/time.ts";
import { Bubble } from "./bubble.tsx";
import { PassedOn } from "./passed-on.tsx";
import type { ThreadActions } from "./thread-actions.ts";
import { useBottom } from "./use-bottom.ts";

interface Props {
  messages: readonly WorldMessage[];
  /** The channel whose messages are shown. */
  channel: ConversationChannel;
  /** The channel as which they are shown. */
  shown: ConversationChannel;
  route: Route;
  act: ThreadActions;
}

/** The messages of one channel, oldest first, with those that went on to another channel as a line. */
export function Thread({ messages, channel, shown, route, act }: Props): JSX.Element {
  const list = useBottom(`${channel} ${shown}`);
  const here = messages.filter(({ channel_identity, history }) =>
    [channel_identity.channel, ...history.map((step) => step.channel)].includes(channel),
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
    <div class="thread" ref={list} tabIndex={0} role="log" aria-label="Messages">
      <ol>
        {here.map((message, index) => {
          const day = dayOf(message.accept_time);
          const before = here[index - 1];
          return (
            <>
              {(before === undefined || dayOf(before.accept_time) !== day) && (
                <li class="day" key={`day ${message.id}`}>
                  {day}
                </li>
              )}
              {message.channel_identity.channel === channel ? (
                <Bubble
                  key={message.id}
                  message={message}
                  shown={shown}
                  route={route}
                  tapped={tappedIn(messages, message)}
                  quoted={quotedIn(messages, message)}
                  act={act}
                />
              ) : (
                <PassedOn key={message.id} message={message} channel={channel} route={route} />
              )}
            </>
          );
        })}
      </ol>
    </div>
  );
}

/** Returns one line of the message that is quoted, as far as it is known. */
function quotedIn(messages: readonly WorldMessage[], { app_message, contact_message }: WorldMessage) {
  const quote = app_message?.reply_to ?? contact_message?.reply_to;
  if (!quote) return undefined;
  const quoted = messages.find(({ id }) => id === quote.message_id);
  return quoted === undefined ? "A message that is not here" : previewOf(quoted);
}

/** Returns what was written on the choice that was tapped, where the message is a tap. */
function tappedIn(messages: readonly WorldMessage[], { contact_message }: WorldMessage): string | undefined {
  const response = contact_message?.choice_response_message;
  const asked = messages.find(({ id }) => id === response?.message_id);
  if (response === undefined || asked?.app_message === undefined) return undefined;
  return choicesOf(asked.id, asked.app_message).find(({ postback }) => postback === response.postback_data)?.label;
}
