import { basic, oauth2 } from "@sinch-fetch/auth";
import { CONTRACT_RETRY, mockUrls, PROJECT_ID } from "@sinch-fetch/contract";
import { type ConversationClient, createConversationClient } from "../../src/index.ts";

const key = { keyId: "key-id", keySecret: "key-secret" };

/** A credential for each security scheme of the description, obtained from the mock. */
export const credentials = {
  Basic: basic(key),
  oAuth2: oauth2({ ...key, tokenUrl: `${mockUrls().auth}/oauth2/token` }),
};

/** A client of the mock. */
export function clientOf(auth: (typeof credentials)[keyof typeof credentials]): ConversationClient {
  return createConversationClient({
    projectId: PROJECT_ID,
    auth,
    retry: CONTRACT_RETRY,
    baseUrl: mockUrls().api,
  });
}
