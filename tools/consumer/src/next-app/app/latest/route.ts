import { greet } from "../../greet";

export async function GET(): Promise<Response> {
  return Response.json({ message_id: await greet() });
}
