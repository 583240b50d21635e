import type { Account } from "./account.ts";

/** Whether an account is one of a local Sinch, which makes an app at its first use. */
export function isLocal({ values: { conversationUrl = "" } }: Account): boolean {
  return URL.canParse(conversationUrl) && /^(127\.|localhost$|\[::1\]$)/.test(new URL(conversationUrl).hostname);
}
