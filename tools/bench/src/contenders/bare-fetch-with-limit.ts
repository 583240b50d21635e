import type { Prepare } from "../contender.ts";
import { ACCESS_TOKEN, message, SEND_PATH } from "../message.ts";

/**
 * The platform's `fetch` with a time limit, as one would write it by hand: without one, a silent server holds a call.
 *
 * It makes the promise that our client makes by default, so it is the peer to compare our default with.
 */
export const prepare: Prepare = (baseUrl) => {
  const url = baseUrl + SEND_PATH;
  return async () => {
    const response = await fetch(url, {
      method: "POST",
      headers: { authorization: `Bearer ${ACCESS_TOKEN}`, "content-type": "application/json" },
      body: JSON.stringify(message),
      signal: AbortSignal.timeout(30_000),
    });
    const { message_id } = (await response.json()) as { message_id: string };
    return message_id;
  };
};
