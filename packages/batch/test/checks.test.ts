import { bearer } from "@sinch-fetch/auth";
import { describe, expect, test } from "vitest";
import { createBatchClient } from "../src/index.ts";

function batch() {
  const sent: string[] = [];
  const client = createBatchClient({
    projectId: "p",
    auth: bearer("t"),
    fetch: async (url) => {
      sent.push(String(url));
      return Response.json({});
    },
  });
  return { client, sent };
}

describe("what the compiler cannot say, or plain JavaScript gets wrong", () => {
  // The API responds to each of these cancellations with 200, and cancels nothing.
  test.each<[string, unknown[], string]>([
    ["an empty cancellation", [{}], "Batch_CancelBatch: batch_id is missing"],
    ["a misspelt cancellation", [{ btach_id: "b" }], "Batch_CancelBatch: btach_id is unknown, expected batch_id"],
    ["a cancellation without a body", [], "Batch_CancelBatch: body is undefined, expected an object"],
    ["a cancellation by the id alone", ["b"], 'Batch_CancelBatch: body is "b", expected an object'],
  ])("%s is refused before anything is sent", async (_, given, message) => {
    const { client, sent } = batch();

    await expect(Reflect.apply(client.messages.cancel, undefined, given)).rejects.toThrow(new TypeError(message));
    expect(sent).toEqual([]);
  });

  test.each<[string, object, string]>([
    ["a ttl of 2 s", { ttl: "2s" }, 'ttl is malformed, expected 3 to 315576000000 whole seconds, such as "10s"'],
    [
      "a ttl without a unit",
      { ttl: "10" },
      'ttl is malformed, expected 3 to 315576000000 whole seconds, such as "10s"',
    ],
    [
      "a local time",
      { send_after: "2026-12-01T09:00:00+02:00" },
      'send_after is malformed, expected a time in UTC, such as "2026-12-01T09:00:00Z"',
    ],
    [
      "a correlation id of 129 characters",
      { correlation_id: "x".repeat(129) },
      "correlation_id has 129 characters, expected at most 128",
    ],
    [
      "a channel property of 1025 characters",
      { channel_properties: { SMS_SENDER: "x".repeat(1025) } },
      "channel_properties.SMS_SENDER has 1025 characters, expected at most 1024",
    ],
  ])("%s is refused before anything is sent", async (_, given, problem) => {
    const { client, sent } = batch();
    const recipients = [{ recipient: { contact_id: "c" } }];
    const body = { app_id: "a", message: { text_message: { text: "hi" } }, recipient_and_params: recipients, ...given };

    await expect(client.messages.send(body as never)).rejects.toThrow(new RangeError(`Batch_SendBatch: ${problem}`));
    expect(sent).toEqual([]);
  });
});
