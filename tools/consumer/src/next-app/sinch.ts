import { oauth2 } from "@sinch-fetch/auth";
import { type ConversationClient, createConversationClient } from "@sinch-fetch/conversation";

let client: ConversationClient | undefined;

/** The one client of the app. Made on first use, because `next build` loads this file too, where no key may be at hand. */
export function conversation(): ConversationClient {
  const { SINCH_PROJECT_ID = "", SINCH_KEY_ID = "", SINCH_KEY_SECRET = "" } = process.env;
  client ??= createConversationClient({
    projectId: SINCH_PROJECT_ID,
    region: "eu",
    auth: oauth2({ keyId: SINCH_KEY_ID, keySecret: SINCH_KEY_SECRET }),
  });
  return client;
}
