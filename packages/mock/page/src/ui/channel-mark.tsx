import type { JSX } from "preact";
import { channelLabel } from "../core/channels.ts";

/** The name of a channel on its colour; struck through for who is opted out of it. */
export function ChannelMark({ channel, isOut = false }: { channel: string; isOut?: boolean }): JSX.Element {
  return (
    <span class="channel" data-channel={channel} data-out={isOut}>
      {channelLabel(channel)}
      {isOut && <span class="unseen"> (opted out)</span>}
    </span>
  );
}
