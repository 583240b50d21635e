import type { ConversationChannel } from "../../../src/schemas.gen.ts";
import type { Unrecognized } from "../../../src/unrecognized.ts";

/** What a channel is called, and whether its addresses are phone numbers. */
interface ChannelName {
  readonly label: string;
  readonly hasNumbers: boolean;
}

type KnownChannel = Exclude<ConversationChannel, Unrecognized>;

const NAMES: Readonly<Record<KnownChannel, ChannelName>> = {
  SMS: { label: "SMS", hasNumbers: true },
  MMS: { label: "MMS", hasNumbers: true },
  RCS: { label: "RCS", hasNumbers: true },
  WHATSAPP: { label: "WhatsApp", hasNumbers: true },
  VIBERBM: { label: "Viber", hasNumbers: true },
  MESSENGER: { label: "Messenger", hasNumbers: false },
  INSTAGRAM: { label: "Instagram", hasNumbers: false },
  TELEGRAM: { label: "Telegram", hasNumbers: false },
  KAKAOTALK: { label: "KakaoTalk", hasNumbers: true },
  KAKAOTALKCHAT: { label: "KakaoTalk chat", hasNumbers: false },
  LINE: { label: "LINE", hasNumbers: false },
  WECHAT: { label: "WeChat", hasNumbers: false },
  APPLEBC: { label: "Apple Messages", hasNumbers: false },
};

/** The channels that the page knows by name. */
export const CHANNELS = Object.keys(NAMES) as readonly KnownChannel[];

/** Returns what people call a channel; a new one keeps the name of the API. */
export function channelLabel(channel: string): string {
  return nameOf(channel)?.label ?? channel;
}

/** Writes an address as its channel does: a number with its plus. */
export function addressLabel(channel: string, identity: string): string {
  return nameOf(channel)?.hasNumbers && /^\d{7,}$/.test(identity) ? `+${identity}` : identity;
}

/** Returns the channel with this name, if the page knows it. */
export function channelNamed(name: string): KnownChannel | undefined {
  return CHANNELS.find((one) => one === name);
}

function nameOf(channel: string): ChannelName | undefined {
  const known = channelNamed(channel);
  return known === undefined ? undefined : NAMES[known];
}
