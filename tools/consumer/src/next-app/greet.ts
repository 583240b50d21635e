import { conversation } from "./sinch";

/** Sends what is the same each time, which a cache could return. */
export async function greet(): Promise<string> {
  const { message_id = "" } = await conversation().messages.send({
    app_id: process.env.SINCH_APP_ID ?? "",
    recipient: { contact_id: "01JCTM6B1E7G4Y0S5PQ2FTWM8C" },
    message: { text_message: { text: "Hello" } },
  });
  return message_id;
}
