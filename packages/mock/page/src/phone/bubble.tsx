import type { JSX } from "preact";
import type { ConversationChannel, WorldMessage } from "../../../src/schemas.gen.ts";
import { AppContent } from "../content/app-content.tsx";
import { ContactContent } from "../content/contact-content.tsx";
import { hrefOf, type Route } from "../core/route.ts";
import { timeOf } from "../core/time.ts";
import { Icon } from "../ui/icon.tsx";
import { StatusMark } from "../ui/status-mark.tsx";
import type { ThreadActions } from "./thread-actions.ts";
import { useRendering } from "./use-rendering.ts";

interface Props {
  message: WorldMessage;
  /** The channel as which it is shown. */
  shown: ConversationChannel;
  route: Route;
  /** What was written on the choice that was tapped. */
  tapped: string | undefined;
  /** One line of the message that it quotes. */
  quoted: string | undefined;
  act: ThreadActions;
}

/** One message, with its time and ticks, which lead to what is behind it. */
export function Bubble({ message, shown, route, tapped, quoted, act }: Props): JSX.Element {
  const { id, app_message, contact_message, status, reason, injected } = message;
  const rendering = useRendering(message, shown);
  const isCurrent = route.message === id;
  return (
    <li class="message" data-from={app_message ? "app" : "contact"} data-status={status} data-current={isCurrent}>
      {app_message?.agent?.display_name && <small class="agent">{app_message.agent.display_name}</small>}
      <div class="bubble" data-kind={kindOf(message)}>
        {quoted !== undefined && (
          <span class="quote">
            <Icon name="reply" label="In reply to" /> {quoted}
          </span>
        )}
        {app_message && (
          <AppContent
            messageId={id}
            message={app_message}
            channel={shown}
            rendering={rendering}
            actions={{ ...act, choose: (postback) => act.choose(id, postback) }}
          />
        )}
        {contact_message && <ContactContent message={contact_message} tapped={tapped} />}
      </div>
      <a
        class="meta"
        href={hrefOf({ ...route, message: isCurrent ? undefined : id })}
        aria-current={isCurrent ? "true" : undefined}
      >
        {injected && <span>Injected</span>}
        <time dateTime={message.accept_time}>{timeOf(message.accept_time)}</time>
        <StatusMark status={status} isLong={status === "FAILED"} />
        {reason && <span>{reason.code}</span>}
        <span class="unseen">, look into the message</span>
      </a>
    </li>
  );
}

function kindOf({ app_message, contact_message }: WorldMessage): string {
  const kinds = ["text", "media", "card", "carousel", "choice", "list", "location", "template", "contact_info"];
  const content = app_message ?? contact_message ?? {};
  return kinds.find((kind) => `${kind}_message` in content) ?? "other";
}
