import { greet } from "../../greet.ts";

export async function GET(): Promise<Response> {
  return Response.json({ message_id: await greet() });
}
