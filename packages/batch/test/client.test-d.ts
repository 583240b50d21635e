import { basic, bearer } from "@sinch-fetch/auth";
import type { CallOptions } from "@sinch-fetch/http";
import type { Client } from "openapi-fetch";
import { describe, expectTypeOf, test } from "vitest";
import {
  type BatchCancellation,
  type BatchClient,
  type BatchStatusResponse,
  type CancelBatchRequest,
  type CreateContactsBatchRequest,
  createBatchClient,
  type DeleteContactsBatchRequest,
  type InsertConsentsRequest,
  type InsertConsentsResponse,
  isApiError,
  type SendBatchRequest,
  type SendBatchResponse,
  type Unrecognized,
} from "../src/index.ts";

declare const client: BatchClient;
type NoQuery = Readonly<Record<string, never>> | undefined;
type Options = CallOptions | undefined;
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
    type Status = NonNullable<BatchStatusResponse["status"]>;

    expectTypeOf<"READY" | "SCHEDULED" | "PROCESSED" | "CANCELLED" | Unrecognized>().toExtend<Status>();
    expectTypeOf<string>().not.toExtend<Status>();
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

describe("the resources", () => {
  test("have the methods that the design names", () => {
    expectTypeOf<"messages" | "contacts" | "consents">().toExtend<
      Exclude<keyof BatchClient, keyof Client<never> | "request" | "withOptions">
    >();
    expectTypeOf<"send" | "get" | "cancel" | "findByMetadata" | "cancelByMetadata">().toExtend<
      keyof BatchClient["messages"]
    >();
    expectTypeOf<"create" | "delete">().toExtend<keyof BatchClient["contacts"]>();
    expectTypeOf<"insert">().toExtend<keyof BatchClient["consents"]>();
  });

  test("take the path, then the body or the query, then the options", () => {
    const { messages, contacts, consents } = client;

    expectTypeOf(messages.send).parameters.toEqualTypeOf<[SendBatchRequest, options?: Options]>();
    expectTypeOf(messages.get).parameters.toEqualTypeOf<[id: string, query?: NoQuery, options?: Options]>();
    expectTypeOf(messages.cancel).parameters.toEqualTypeOf<[CancelBatchRequest, options?: Options]>();
    expectTypeOf(messages.findByMetadata).parameters.toEqualTypeOf<
      [{ metadataKey: string; metadataValue: string }, options?: Options]
    >();
    expectTypeOf(messages.cancelByMetadata).parameters.toEqualTypeOf<[key: string, value: string, options?: Options]>();
    expectTypeOf(contacts.create).parameters.toEqualTypeOf<[CreateContactsBatchRequest, options?: Options]>();
    expectTypeOf(contacts.delete).parameters.toEqualTypeOf<[DeleteContactsBatchRequest, options?: Options]>();
    expectTypeOf(consents.insert).parameters.toEqualTypeOf<[InsertConsentsRequest, options?: Options]>();
    // @ts-expect-error the lookup needs both
    messages.findByMetadata({ metadataKey: "campaign" });
  });

  test("return the answer's body, or nothing where it has none", () => {
    const { messages, contacts, consents } = client;

    expectTypeOf(messages.send).returns.resolves.toEqualTypeOf<SendBatchResponse>();
    expectTypeOf(messages.findByMetadata).returns.resolves.toEqualTypeOf<BatchStatusResponse[]>();
    expectTypeOf(messages.cancelByMetadata).returns.resolves.toEqualTypeOf<BatchCancellation[]>();
    expectTypeOf(contacts.create).returns.resolves.toEqualTypeOf<void>();
    expectTypeOf(contacts.delete).returns.resolves.toEqualTypeOf<void>();
    expectTypeOf(consents.insert).returns.resolves.toEqualTypeOf<InsertConsentsResponse>();
  });

  test("close the values of a request", () => {
    // @ts-expect-error there is no such list
    client.consents.insert({ app_id, consent_records: [{ identification: "1", consent_type: "OPT_IN" }] });
    // @ts-expect-error there is no such language
    client.contacts.create({ contacts: [{ channel_identities: [], language: "XX" }] });
  });
});

declare const cancellation: BatchCancellation;
test("a cancellation has an error when it failed, and in no other case", () => {
  expectTypeOf(cancellation.outcome).toEqualTypeOf<"requested" | "not-scheduled" | "failed">();
  expectTypeOf(cancellation.batch_id).toEqualTypeOf<string | undefined>();
  if (cancellation.outcome === "failed" && isApiError(cancellation.error)) {
    expectTypeOf(cancellation.error.status).toEqualTypeOf<number>();
  }
  // @ts-expect-error it may not have failed
  expectTypeOf(cancellation.error).toBeUnknown();
});

test("withOptions gives a client of the same type, with any option but the project", () => {
  expectTypeOf(client.withOptions).returns.toEqualTypeOf<BatchClient>();
  client.withOptions({ region: "eu", timeoutMs: undefined, auth: bearer("t") }).withOptions({ retry: false });
  // @ts-expect-error a client keeps its project
  client.withOptions({ projectId: "p" });
  // @ts-expect-error the option is called timeoutMs
  client.withOptions({ timeout: 1 });
});
