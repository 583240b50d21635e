import createClient from "openapi-fetch";
import type { Prepare } from "../contender.ts";
import { ACCESS_TOKEN, message, PROJECT_ID } from "../message.ts";

interface Paths {
  "/messages:send": {
    post: {
      requestBody: { content: { "application/json": typeof message } };
      responses: { 200: { content: { "application/json": { message_id: string } } } };
    };
  };
}

/** `openapi-fetch` alone, with a fixed token. */
export const prepare: Prepare = (baseUrl) => {
  const client = createClient<Paths>({
    baseUrl: `${baseUrl}/v1/projects/${PROJECT_ID}`,
    headers: { authorization: `Bearer ${ACCESS_TOKEN}` },
  });
  return async () => {
    const { data } = await client.POST("/messages:send", { body: message });
    return data?.message_id;
  };
};
