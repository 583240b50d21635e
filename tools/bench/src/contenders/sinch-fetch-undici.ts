import { oauth2 } from "@sinch-fetch/auth";
import { createConversationClient } from "@sinch-fetch/conversation";
import { undiciFetch } from "@sinch-fetch/http/undici";
import type { Prepare } from "../contender.ts";
import { message, PROJECT_ID } from "../message.ts";

/** Our client on its fast road, with its defaults otherwise. */
export const prepare: Prepare = (baseUrl) => {
  const auth = oauth2({ keyId: "key", keySecret: "secret", tokenUrl: `${baseUrl}/oauth2/token` });
  const client = createConversationClient({ projectId: PROJECT_ID, baseUrl, auth, fetch: undiciFetch() });
  return async () => {
    const { message_id } = await client.messages.send(message);
    return message_id;
  };
};
