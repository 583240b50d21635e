import { request } from "undici";
import type { Prepare } from "../contender.ts";
import { ACCESS_TOKEN, message, SEND_PATH } from "../message.ts";

/** undici's own way to send a request, below its `fetch`. */
export const prepare: Prepare = (baseUrl) => {
  const url = baseUrl + SEND_PATH;
  return async () => {
    const { body } = await request(url, {
      method: "POST",
      headers: { authorization: `Bearer ${ACCESS_TOKEN}`, "content-type": "application/json" },
      body: JSON.stringify(message),
    });
    const { message_id } = (await body.json()) as { message_id: string };
    return message_id;
  };
};
