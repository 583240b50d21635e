/// <reference types="node" />
import { oauth2 } from "@sinch-fetch/auth";
import { createConversationClient } from "@sinch-fetch/conversation";

export const CONVERSATION = Symbol("conversation");

// In a module: providers: [conversationProvider], exports: [CONVERSATION].
export const conversationProvider = {
  provide: CONVERSATION,
  useFactory() {
    const { SINCH_PROJECT_ID = "", SINCH_KEY_ID = "", SINCH_KEY_SECRET = "" } = process.env;
    const auth = oauth2({ keyId: SINCH_KEY_ID, keySecret: SINCH_KEY_SECRET });
    return createConversationClient({ projectId: SINCH_PROJECT_ID, region: "eu", auth });
  },
};
