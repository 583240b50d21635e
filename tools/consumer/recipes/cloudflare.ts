import { callbackHandler } from "@sinch-fetch/conversation/callbacks";
import { on } from "./on.ts";

export default {
  fetch(request: Request, env: { SINCH_WEBHOOK_SECRET: string }): Promise<Response> {
    const handle = callbackHandler({ secret: env.SINCH_WEBHOOK_SECRET, on });
    return handle(request);
  },
};
