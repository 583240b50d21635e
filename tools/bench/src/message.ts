import type { SendMessageRequest } from "@sinch-fetch/conversation";

/** The message that every contender sends: one text to one contact. */
export const message = {
  app_id: "01EB37HMH1M6SV18BSNS3G135H",
  recipient: { contact_id: "01EB37HMF00000000000000000" },
  message: { text_message: { text: "Your parcel arrives today between 14:00 and 16:00. Reply STOP to opt out." } },
} satisfies SendMessageRequest;

export const PROJECT_ID = "bench-project";
export const SEND_PATH = `/v1/projects/${PROJECT_ID}/messages:send`;

/** Access token of the loopback token endpoint: the shape of a JWT, since the vendor's SDK reads its `exp`, far away. */
export const ACCESS_TOKEN = [{ alg: "none" }, { exp: 4_102_444_800 }, "not a signature"]
  .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
  .join(".");
