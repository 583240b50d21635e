import { oauth2 } from "@sinch-fetch/auth";
import { type ConversationClient, createConversationClient } from "@sinch-fetch/conversation";

let client: ConversationClient | undefined;

/** Makes the one client of the app. On first use: a build loads this file too, without the keys. */
function conversation(): ConversationClient {
  const { SINCH_PROJECT_ID = "", SINCH_KEY_ID = "", SINCH_KEY_SECRET = "" } = process.env;
  client ??= createConversationClient({
    projectId: SINCH_PROJECT_ID,
    region: "eu",
    auth: oauth2({ keyId: SINCH_KEY_ID, keySecret: SINCH_KEY_SECRET, tokenUrl: process.env.SINCH_TOKEN_URL }),
    baseUrl: process.env.SINCH_CONVERSATION_URL,
  });
  return client;
}

/** Sends a text by SMS, and returns the id of the message. */
export async function sendText(to: string, text: string): Promise<string> {
  const { message_id } = await conversation().messages.send({
    app_id: process.env.SINCH_APP_ID ?? "",
    recipient: { identified_by: { channel_identities: [{ channel: "SMS", identity: to }] } },
    message: { text_message: { text } },
  });
  return message_id;
}
