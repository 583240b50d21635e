import type { JSX } from "preact";
import type { WorldMessage } from "../../../src/schemas.gen.ts";
import { durationOf, secondsOf } from "../core/time.ts";
import { ChannelMark } from "../ui/channel-mark.tsx";
import { StatusMark } from "../ui/status-mark.tsx";

/** The states that a message went through, with the channel and how long after the first. */
export function History({ message: { history } }: { message: WorldMessage }): JSX.Element {
  const start = Date.parse(history[0]?.time ?? "");
  return (
    <ol class="history" aria-label="States">
      {history.map(({ status, time, channel, reason }, index) => (
        <li data-status={status}>
          <StatusMark status={status} isLong />
          <ChannelMark channel={channel} />
          <time dateTime={time} title={time}>
            {index === 0 ? secondsOf(time) : `+ ${durationOf(Date.parse(time) - start)}`}
          </time>
          {reason && <small>{[reason.code, reason.description].filter(Boolean).join(": ")}</small>}
        </li>
      ))}
    </ol>
  );
}
