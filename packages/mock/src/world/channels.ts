/** The channels, the last state that each reports, and whether its addresses belong to an app. What reports what is ours. */
const CHANNELS: Readonly<Record<Channel, ChannelTraits>> = {
  WHATSAPP: { last: "READ" },
  RCS: { last: "READ" },
  SMS: { last: "DELIVERED" },
  MESSENGER: { last: "READ", isOfApp: true },
  VIBERBM: { last: "READ" },
  MMS: { last: "DELIVERED" },
  INSTAGRAM: { last: "READ", isOfApp: true },
  TELEGRAM: { last: "QUEUED_ON_CHANNEL" },
  KAKAOTALK: { last: "DELIVERED" },
  KAKAOTALKCHAT: { last: "DELIVERED" },
  LINE: { last: "QUEUED_ON_CHANNEL", isOfApp: true },
  WECHAT: { last: "QUEUED_ON_CHANNEL", isOfApp: true },
  APPLEBC: { last: "DELIVERED" },
};

/** What a channel reports, and whose its addresses are. */
export interface ChannelTraits {
  readonly last: "QUEUED_ON_CHANNEL" | "DELIVERED" | "READ";
  readonly isOfApp?: boolean;
}

/** A messaging channel. */
export type Channel =
  | "WHATSAPP"
  | "RCS"
  | "SMS"
  | "MESSENGER"
  | "VIBERBM"
  | "MMS"
  | "INSTAGRAM"
  | "TELEGRAM"
  | "KAKAOTALK"
  | "KAKAOTALKCHAT"
  | "LINE"
  | "WECHAT"
  | "APPLEBC";

/** All channels. */
export const CHANNEL_NAMES: readonly Channel[] = Object.keys(CHANNELS).filter(isChannel);

/** Returns whether a name is that of a channel. */
export function isChannel(name: string): name is Channel {
  return Object.hasOwn(CHANNELS, name);
}

/** The traits of a channel; one that is not known reports as SMS does. */
export function traitsOf(channel: string): ChannelTraits {
  return isChannel(channel) ? CHANNELS[channel] : CHANNELS.SMS;
}

/** An address on a channel. */
export interface Address {
  readonly channel: string;
  readonly identity: string;
}

/** An address as it is stored: a phone number without the plus sign and what people put between digits. */
export function stored({ channel, identity }: Address): Address {
  const digits = /^\+?[\d\s()-]+$/.test(identity) ? identity.replace(/\D/g, "") : "";
  return { channel, identity: digits === "" ? identity : digits };
}

/** Names an address in an index. On some channels the same person has another address for each app. */
export function addressKey({ channel, identity }: Address, appId: string): string {
  return traitsOf(channel).isOfApp ? `${channel}:${identity}:${appId}` : `${channel}:${identity}`;
}

/** An address as the API returns it. */
export function channelIdentity({ channel, identity }: Address, appId: string): ChannelIdentityView {
  return { channel, identity, app_id: traitsOf(channel).isOfApp ? appId : "" };
}

/** An address in a response or a callback. */
export interface ChannelIdentityView {
  readonly channel: string;
  readonly identity: string;
  readonly app_id: string;
}
