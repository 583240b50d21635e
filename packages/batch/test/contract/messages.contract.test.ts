import { mockUrls, sendRaw, watched } from "@sinch-fetch/contract";
import { describe, expect, test } from "vitest";
import type { BatchChannel, RecipientAndParam, SendBatchRequest } from "../../src/index.ts";
import { clientOf, credentials } from "./clients.ts";

const client = clientOf(credentials.BearerAuth);
const recipient: RecipientAndParam = { recipient: { contact_id: "01JCTM6B1E7G4Y0S5PQ2FTWM8C" } };
const request: SendBatchRequest = {
  app_id: "01JCTM5W8Q3R7V2N9XB4KHDZ6A",
  message: { text_message: { text: "Hello ${name}" } },
  recipient_and_params: [{ ...recipient, parameters: { name: "Ada" } }],
};
const recipients = (count: number): RecipientAndParam[] => Array.from({ length: count }, () => recipient);
const messages = (): string => `${mockUrls().api}/v1/projects/p/messages`;

const channels: BatchChannel[] = [
  "WHATSAPP",
  "RCS",
  "SMS",
  "MESSENGER",
  "VIBER",
  "VIBERBM",
  "MMS",
  "INSTAGRAM",
  "TELEGRAM",
  "KAKAOTALK",
  "KAKAOTALKCHAT",
  "LINE",
  "SINCH_CHAT",
  "WECHAT",
  "APPLEBC",
];

describe("messages.send", () => {
  const accepted: [string, Partial<SendBatchRequest>][] = [
    ["1000 recipients", { recipient_and_params: recipients(1000) }],
    ["every channel", { channel_priority_order: channels }],
    ["a time in UTC", { send_after: "2026-11-23T07:15:00Z" }],
    [
      "a date with a place for a parameter",
      {
        message: {
          contact_info_message: {
            name: { full_name: "${name}" },
            phone_numbers: [{ phone_number: "${phone}" }],
            birthday: "${birthday}",
          },
        },
      },
    ],
    ["metadata of all three kinds", { batch_metadata: { a: "1" }, message_metadata: {}, conversation_metadata: {} }],
  ];
  test.each(accepted)("is accepted with %s", async (_, change) => {
    await expect(client.messages.send({ ...request, ...change })).resolves.toHaveProperty("batch_id");
  });

  const refused: [string, Record<string, unknown>, string][] = [
    ["no recipient", { recipient_and_params: [] }, "recipient_and_params"],
    ["1001 recipients", { recipient_and_params: recipients(1001) }, "1000"],
    ["a recipient without a recipient", { recipient_and_params: [{ parameters: {} }] }, "recipient"],
    ["a parameter that is a number", { recipient_and_params: [{ ...recipient, parameters: { n: 1 } }] }, "parameters"],
    ["a time that is not UTC", { send_after: "2026-11-23T07:15:00+01:00" }, "send_after"],
    ["a date without a time", { send_after: "2026-11-23" }, "send_after"],
    ["the reserved key in its metadata", { batch_metadata: { _batch_id: "x" } }, "batch_metadata"],
    ["metadata that is text", { message_metadata: "x" }, "message_metadata"],
    ["a ttl without its s", { ttl: "10" }, "ttl"],
    ["a field that only a single message has", { queue: "HIGH_PRIORITY" }, "queue"],
  ];
  test.each(refused)("is refused with %s, and the answer names the field", async (_, change, named) => {
    const answer = await sendRaw("POST", messages(), { ...request, ...change });

    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toMatchObject({ code: 400, details: [{ field_violations: expect.any(Array) }] });
    expect(answer.body).toContain(named);
  });

  test("is refused as malformed JSON, and the answer says so", async () => {
    const answer = await sendRaw("POST", messages(), '{"app_id": ');

    expect(answer.status).toBe(400);
    expect(answer.body).toMatch(/JSON/);
  });

  test.each([0, 1001])("refuses %d recipients before any request, at both levels", async (count) => {
    const silent = clientOf({ ...credentials.BearerAuth, authorize: () => expect.fail("a request was sent") });
    const body = { ...request, recipient_and_params: recipients(count) };
    const message = `Batch_SendBatch: recipient_and_params has ${count} items, expected 1 to 1000`;

    await expect(silent.messages.send(body)).rejects.toThrow(new RangeError(message));
    await expect(silent.POST("/messages", { body })).rejects.toThrow(new RangeError(message));
  });
});

describe("messages.cancel", () => {
  const refused: [string, unknown][] = [
    ["nothing", {}],
    ["a misspelt batch_id", { batchId: "1" }],
    ["metadata", { batch_metadata: { campaign: "spring" } }],
    ["metadata beside an id", { batch_id: "1", metadata_key: "campaign", metadata_value: "spring" }],
    ["an id that is a number", { batch_id: 1 }],
  ];
  test.each(refused)("is refused with %s, by 422 since no 400 is documented", async (_, body) => {
    const answer = await sendRaw("DELETE", messages(), body);

    expect(answer.status).toBe(422);
    expect(answer.body).toMatch(/batch|metadata/);
  });
});

describe("messages.get", () => {
  test("returns the richer status on request", async () => {
    const status = await client.messages.get("any/id", {}, { headers: { Prefer: "example=rich" } });

    expect(status).toHaveProperty("meta_data");
  });

  test.each(["", ".", ".."])("refuses the id %j before any request", async (id) => {
    await expect(client.messages.get(id)).rejects.toThrow(TypeError);
  });
});

describe("messages.findByMetadata", () => {
  test("returns the batches that match, as a list", async () => {
    const query = { metadataKey: "campaign", metadataValue: "lessons & more" };

    const batches = await client.messages.findByMetadata(query, { headers: { Prefer: "example=rich" } });

    expect(batches.length).toBeGreaterThan(1);
    for (const batch of batches) expect(batch).toHaveProperty("batch_id");
  });
});

describe("messages.cancelByMetadata", () => {
  test("asks to cancel the scheduled ones of the batches that match", async () => {
    const { exchanges, credential } = watched(credentials.BearerAuth);
    const authorize: typeof credential.authorize = (request, next) => {
      const prefer = request.method === "GET" ? { prefer: "example=rich" } : {};
      return credential.authorize({ ...request, headers: { ...request.headers, ...prefer } }, next);
    };

    const cancellations = await clientOf({ ...credential, authorize }).messages.cancelByMetadata("campaign", "spring");

    const ids = (outcome: string): unknown[] =>
      cancellations.filter((one) => one.outcome === outcome).map(({ batch_id }) => batch_id);
    expect(ids("requested").length).toBeGreaterThan(0);
    expect(ids("not-scheduled").length).toBeGreaterThan(0);
    expect(ids("failed")).toEqual([]);
    expect(exchanges.slice(1).map(({ request }) => JSON.parse(String(request.body)).batch_id)).toEqual(
      ids("requested"),
    );
  });
});
