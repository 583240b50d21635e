import type { Prepare } from "../contender.ts";
import { ACCESS_TOKEN, message, SEND_PATH } from "../message.ts";

/** The platform's `fetch` with a time limit, as one would write it by hand: without one, a silent server holds a call. */
export const prepare: Prepare = ({ baseUrl }) => {
  const url = baseUrl + SEND_PATH;
  return async () => {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), 30_000);
    try {
      const response = await fetch(url, {
        method: "POST",
        headers: { authorization: `Bearer ${ACCESS_TOKEN}`, "content-type": "application/json" },
        body: JSON.stringify(message),
        signal: controller.signal,
      });
      const { message_id } = (await response.json()) as { message_id: string };
      return message_id;
    } finally {
      clearTimeout(timer);
    }
  };
};
