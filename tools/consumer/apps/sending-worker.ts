import { oauth2 } from "@sinch-fetch/auth";
import { type ConversationClient, createConversationClient } from "@sinch-fetch/conversation";

interface Env {
  readonly SINCH_PROJECT_ID: string;
  readonly SINCH_APP_ID: string;
  readonly SINCH_KEY_ID: string;
  readonly SINCH_KEY_SECRET: string;
}

let client: ConversationClient | undefined;

function conversation({ SINCH_PROJECT_ID, SINCH_KEY_ID, SINCH_KEY_SECRET }: Env): ConversationClient {
  client ??= createConversationClient({
    projectId: SINCH_PROJECT_ID,
    region: "eu",
    auth: oauth2({ keyId: SINCH_KEY_ID, keySecret: SINCH_KEY_SECRET }),
    deadlineMs: 20_000,
  });
  return client;
}

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const { contactId } = (await request.json()) as { contactId: string };
    const { message_id } = await conversation(env).messages.send({
      app_id: env.SINCH_APP_ID,
      recipient: { contact_id: contactId },
      message: { text_message: { text: "Your parcel leaves the depot today." } },
    });
    return Response.json({ message_id });
  },
};
