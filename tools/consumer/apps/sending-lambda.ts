/// <reference types="node" />
import { oauth2 } from "@sinch-fetch/auth";
import { createConversationClient, isSinchFetchError } from "@sinch-fetch/conversation";

const { SINCH_PROJECT_ID = "", SINCH_KEY_ID = "", SINCH_KEY_SECRET = "", SINCH_APP_ID = "" } = process.env;

const conversation = createConversationClient({
  projectId: SINCH_PROJECT_ID,
  region: "eu",
  auth: oauth2({ keyId: SINCH_KEY_ID, keySecret: SINCH_KEY_SECRET }),
  timeoutMs: 4000,
  deadlineMs: 8000, // less than the function's own limit, so that an error says what happened
});

export async function handler({ contactId }: { contactId: string }): Promise<object> {
  try {
    return await conversation.messages.send({
      app_id: SINCH_APP_ID,
      recipient: { contact_id: contactId },
      message: { text_message: { text: "Your parcel leaves the depot today." } },
    });
  } catch (error) {
    // Nothing was sent: let the platform invoke the function again.
    if (!isSinchFetchError(error) || error.outcome === "not-sent") throw error;
    // Refused, or perhaps sent: another try would fail again, or message the person twice.
    console.error(JSON.stringify(error));
    return { outcome: error.outcome };
  }
}
