import type { Prepare } from "../../contender.ts";
import { message, PROJECT_ID } from "../../message.ts";
import { ConversationRegion, SinchClient } from "./sdk.ts";

/** The vendor's SDK with its defaults and a token from the token endpoint. */
export const prepare: Prepare = (baseUrl) => {
  const { conversation } = new SinchClient({
    projectId: PROJECT_ID,
    keyId: "key",
    keySecret: "secret",
    conversationRegion: ConversationRegion.UNITED_STATES,
    conversationHostname: baseUrl,
    authHostname: baseUrl,
  });
  return async () => {
    const { message_id } = await conversation.messages.send({ sendMessageRequestBody: message });
    return message_id;
  };
};
