import type { JSX } from "preact";
import { channelLabel } from "../core/channels.ts";
import { timeOf } from "../core/time.ts";
import { Avatar } from "../ui/avatar.tsx";

interface Props {
  /** What the app is called. */
  name: string;
  channel: string;
  now: Date | undefined;
}

/** The top of the screen: the time, and whom the contact talks to. */
export function PhoneHead({ name, channel, now }: Props): JSX.Element {
  return (
    <>
      <div class="phone-status" aria-hidden="true">
        <span>{now === undefined ? "" : timeOf(now.toISOString())}</span>
        <svg viewBox="0 0 54 12" aria-hidden="true">
          <path d="M1 11V8M5 11V6M9 11V4M13 11V1" />
          <path d="M20 5a8 8 0 0 1 11 0M22.3 7.6a4.6 4.6 0 0 1 6.4 0M25.5 10.4v.01" />
          <path d="M38 2h11v8H38zM51.5 5v2" />
          <path class="full" d="M39.7 3.7h6v4.6h-6z" />
        </svg>
      </div>
      <div class="phone-head">
        <Avatar name={name} />
        <div>
          <strong class="cut">{name}</strong>
          <small>{channelLabel(channel)}</small>
        </div>
      </div>
    </>
  );
}
