import { basic, bearer } from "@sinch-fetch/auth";
import { describe, expectTypeOf, test } from "vitest";
import { type BatchClient, type BatchStatusResponse, createBatchClient } from "../src/index.ts";

declare const client: BatchClient;
const app_id = "app";
const message = { text_message: { text: "hi" } };
const recipient_and_params = [{ recipient: { contact_id: "contact" } }];

test("createBatchClient takes a bearer credential and no Basic one, which the API does not document", () => {
  createBatchClient({ projectId: "p", auth: bearer("t") });
  // @ts-expect-error Basic is not documented
  createBatchClient({ projectId: "p", auth: basic({ keyId: "k", keySecret: "s" }) });
});

describe("messages", () => {
  test("hands the id of a batch on to cancel and get", async () => {
    const { batch_id } = await client.messages.send({ app_id, message, recipient_and_params });
    const cancelled = await client.messages.cancel({ batch_id });
    const { status } = await client.messages.get(batch_id);

    expectTypeOf(batch_id).toEqualTypeOf<string>();
    expectTypeOf(cancelled).toEqualTypeOf<void>();
    expectTypeOf(status).toEqualTypeOf<BatchStatusResponse["status"]>();
  });

  test("knows the states of a batch and tolerates new ones", () => {
    const status: NonNullable<BatchStatusResponse["status"]> = "PAUSED";

    expectTypeOf<"READY" | "SCHEDULED" | "PROCESSED" | "CANCELLED">().toExtend<typeof status>();
    expectTypeOf<string>().toExtend<typeof status>();
  });

  test("takes the legacy channels of a batch, and refuses one that does not exist", () => {
    client.messages.send({ app_id, message, recipient_and_params, channel_priority_order: ["VIBER", "SINCH_CHAT"] });
    // @ts-expect-error no channel SMOKE
    client.messages.send({ app_id, message, recipient_and_params, channel_priority_order: ["SMOKE"] });
  });

  test("refuses what only a single message has, and metadata that is text", () => {
    // @ts-expect-error a batch has no queue
    client.messages.send({ app_id, message, recipient_and_params, queue: "HIGH_PRIORITY" });
    // @ts-expect-error a batch has no callback_url
    client.messages.send({ app_id, message, recipient_and_params, callback_url: "https://example.com" });
    // @ts-expect-error metadata of a batch is a map
    client.messages.send({ app_id, message, recipient_and_params, message_metadata: "x" });
  });

  test("cancels by id alone", () => {
    // @ts-expect-error batch_id is missing
    client.messages.cancel({});
    // @ts-expect-error a misspelt id
    client.messages.cancel({ batchId: "1" });
    // @ts-expect-error the fields of a cancel by metadata are not known
    client.messages.cancel({ batch_id: "1", batch_metadata: { campaign: "spring" } });
  });

  test("takes a query today, so that a parameter of tomorrow breaks nobody", () => {
    client.messages.get("1", {}, { timeoutMs: 1000 });
    // @ts-expect-error there is no parameter today
    client.messages.get("1", { view: "FULL" });
  });
});
