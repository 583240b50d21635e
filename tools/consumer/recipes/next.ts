import { callbackHandler } from "@sinch-fetch/conversation/callbacks";
import { on } from "./on";

export async function POST(request: Request): Promise<Response> {
  // Made here and not above, because `next build` loads this file too, where there may be no secret.
  const handle = callbackHandler({ secret: process.env.SINCH_WEBHOOK_SECRET ?? "", on });
  return handle(request);
}
