import { conversation } from "../../sinch";

export async function POST(request: Request): Promise<Response> {
  const { contactId } = (await request.json()) as { contactId: string };
  const { message_id } = await conversation().messages.send({
    app_id: process.env.SINCH_APP_ID ?? "",
    recipient: { contact_id: contactId },
    message: { text_message: { text: "Your parcel leaves the depot today." } },
  });
  return Response.json({ message_id });
}
