import type { Prepare } from "../contender.ts";
import { ACCESS_TOKEN, message, SEND_PATH } from "../message.ts";

/** The platform's `fetch`, as one would call it by hand. */
export const prepare: Prepare = (baseUrl) => {
  const url = baseUrl + SEND_PATH;
  return async () => {
    const response = await fetch(url, {
      method: "POST",
      headers: { authorization: `Bearer ${ACCESS_TOKEN}`, "content-type": "application/json" },
      body: JSON.stringify(message),
    });
    const { message_id } = (await response.json()) as { message_id: string };
    return message_id;
  };
};
