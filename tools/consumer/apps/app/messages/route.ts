import { sendText } from "../../sinch";

export async function POST(request: Request): Promise<Response> {
  const { to, text } = (await request.json()) as { to: string; text: string };
  return Response.json({ message_id: await sendText(to, text) });
}
