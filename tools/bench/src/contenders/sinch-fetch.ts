import { oauth2 } from "@sinch-fetch/auth";
import { createConversationClient } from "@sinch-fetch/conversation";
import type { Prepare } from "../contender.ts";
import { message, PROJECT_ID } from "../message.ts";

/** Our client over the platform's `fetch`, with its defaults: retry, timeout, a token from the token endpoint. */
export const prepare: Prepare = (baseUrl) => {
  const auth = oauth2({ keyId: "key", keySecret: "secret", tokenUrl: `${baseUrl}/oauth2/token` });
  const client = createConversationClient({ projectId: PROJECT_ID, baseUrl, auth });
  return async () => {
    const { message_id } = await client.messages.send(message);
    return message_id;
  };
};
