import type { JSX } from "preact";
import type { ConversationChannel, WorldMessage } from "../../../src/schemas.gen.ts";
import { channelLabel } from "../core/channels.ts";
import { hrefOf, type Route } from "../core/route.ts";
import { Icon } from "../ui/icon.tsx";

interface Props {
  message: WorldMessage;
  /** The channel that could not carry it. */
  channel: ConversationChannel;
  route: Route;
}

/** A message that did not arrive on this channel and went on to another. */
export function PassedOn({ message, channel, route }: Props): JSX.Element {
  const next = message.channel_identity.channel;
  const reason = message.history.find((step) => step.channel === channel && step.reason)?.reason?.code;
  return (
    <li class="passed-on">
      <Icon name="switch" />
      <span>
        {`Not delivered on ${channelLabel(channel)}${reason === undefined ? "" : ` (${reason})`}. `}
        <a href={hrefOf({ view: "people", path: route.path, channel: next, message: message.id })}>
          {`See it on ${channelLabel(next)}`}
        </a>
      </span>
    </li>
  );
}
