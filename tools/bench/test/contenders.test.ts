import { expect, test } from "vitest";
import { contenders } from "../src/contenders.ts";
import { ACCESS_TOKEN, message, SEND_PATH } from "../src/message.ts";
import { recordingApi } from "./recording-api.ts";

test.each(Object.entries(contenders))("%s delivers the bytes that all deliver", async (_, load) => {
  const { baseUrl, received } = await recordingApi();
  const { prepare } = await load();
  const send = prepare(baseUrl);

  const ids = [await send(), await send()];

  const wanted = {
    method: "POST",
    path: SEND_PATH,
    authorization: `Bearer ${ACCESS_TOKEN}`,
    contentType: "application/json",
    body: JSON.stringify(message),
  };
  expect(ids).toEqual(["id-of-the-message", "id-of-the-message"]);
  expect(received).toEqual([wanted, wanted]);
});
