/** What programs may write: all of it must compile. Compiled in the consumer's project, and never run. */
import { AuthError, basic, bearer, isAuthError, oauth2 } from "@sinch-fetch/auth";
import * as batchPackage from "@sinch-fetch/batch";
import { type BatchClient, type BatchClientOptions, createBatchClient, type Unrecognized } from "@sinch-fetch/batch";
import * as conversationPackage from "@sinch-fetch/conversation";
import {
  type ConversationClient,
  type ConversationClientOptions,
  createConversationClient,
} from "@sinch-fetch/conversation";
import * as httpPackage from "@sinch-fetch/http";
import {
  AbortError,
  ApiError,
  ConnectionError,
  type isApiError,
  type SinchFetchError,
  TimeoutError,
} from "@sinch-fetch/http";
import { startMock } from "@sinch-fetch/mock";
import { same } from "./same.ts";

// One credential for both clients, with every option and with as few as possible.

const auth = oauth2({ keyId: "id", keySecret: "secret" });
export const further = oauth2({
  keyId: "id",
  keySecret: "secret",
  tokenUrl: "https://example.com",
  fetch,
  timeoutMs: 0,
});
const tokens = [bearer("token"), bearer(() => "token"), bearer(async () => "token")] as const;

const conversation: ConversationClient = createConversationClient({ projectId: "id", auth });
const batch: BatchClient = createBatchClient({ projectId: "id", auth });

const options = {
  projectId: "id",
  region: "eu",
  baseUrl: "http://127.0.0.1:4010/proxy",
  fetch: globalThis.fetch,
  timeoutMs: 0,
  headers: { "x-tenant": "1" },
} as const;
export const clients = [
  createConversationClient({ ...options, auth }),
  createConversationClient({ ...options, auth: tokens[0], region: "us" }),
  createConversationClient({ ...options, auth: basic({ keyId: "id", keySecret: "secret" }), region: "br" }),
  createBatchClient({ ...options, auth }),
  createBatchClient({ ...options, auth: tokens[2], region: "us" }),
];
same<"us" | "eu" | "br" | undefined, ConversationClientOptions["region"]>();
same<"us" | "eu" | "br" | undefined, BatchClientOptions["region"]>();
export const fromVariables = (region: NonNullable<BatchClientOptions["region"]>): BatchClientOptions => ({
  projectId: "id",
  region,
  auth,
});

// Messages: what one package makes, the other takes.

same<conversationPackage.AppMessage, batchPackage.AppMessage>();
same<conversationPackage.Recipient, batchPackage.Recipient>();
same<conversationPackage.ConversationChannel, batchPackage.ConversationChannel>();
const message: conversationPackage.AppMessage = {
  card_message: {
    title: "Sale",
    height: "TALL",
    choices: [{ text_message: { text: "Yes" }, postback_data: "yes" }],
  },
  explicit_channel_message: { KAKAOTALK: "raw" },
  explicit_channel_omni_message: { SMS: { text_message: { text: "Sale" } } },
  agent: { display_name: "Ada", type: "HUMAN" },
};
export const toBatch: batchPackage.AppMessage = message;
export const toConversation: conversationPackage.AppMessage = toBatch;
const recipient: conversationPackage.Recipient = { contact_id: "id" };

/** The level of resources. */
export async function resources(signal: AbortSignal): Promise<void> {
  const sent = await conversation.messages.send(
    {
      app_id: "id",
      recipient: { identified_by: { channel_identities: [{ channel: "SMS", identity: "46700000001" }] } },
      message,
      channel_priority_order: ["RCS", "SMS"],
      channel_properties: { SMS_SENDER: "Sinch", A_PROPERTY_OF_TOMORROW: "1" },
      message_metadata: "{}",
      conversation_metadata: { any: ["thing"] },
      queue: "HIGH_PRIORITY",
      processing_strategy: "DISPATCH_ONLY",
      ttl: "3600s",
    },
    { signal, timeoutMs: 5000, headers: { "x-trace": "1" }, query: {} },
  );
  same<typeof sent, conversationPackage.SendMessageResponse>();
  same<typeof sent.message_id, string>();

  const injected = await conversation.conversations.injectMessage("id", {
    contact_message: { text_message: { text: "hi" } },
    contact_id: "id",
    channel_identity: { channel: "SMS", identity: "46700000001", app_id: "id" },
    direction: "TO_APP",
    accept_time: new Date().toISOString(),
  });
  same<typeof injected, void>();

  const { batch_id } = await batch.messages.send(
    {
      app_id: "id",
      message,
      recipient_and_params: [{ recipient, parameters: { name: "Ada" }, message_metadata: { any: "text" } }],
      send_after: new Date().toISOString(),
      batch_metadata: { any: "text" },
      ttl: "10s",
    },
    { signal },
  );
  same<typeof batch_id, string>();
  const cancelled = await batch.messages.cancel({ batch_id }, { timeoutMs: 0 });
  same<typeof cancelled, void>();

  await batch.messages.get(batch_id, {}, { signal });
  const { status } = await batch.messages.get(batch_id);
  // A response may bring a value that is not known yet, and an editor still offers the known ones.
  if (status === "PAUSED") console.log("new");
  same<Extract<typeof status, "READY">, "READY">();
  same<Extract<typeof status, "SCHEDULED" | "PROCESSED" | "CANCELLED">, "SCHEDULED" | "PROCESSED" | "CANCELLED">();
  same<Unrecognized extends typeof status ? true : false, true>();
}

/** The level below: openapi-fetch, by paths without the project's prefix. */
export async function wire(): Promise<void> {
  const body = { app_id: "id", recipient, message };
  const { data, error, response } = await conversation.POST("/messages:send", { body, headers: { "x-trace": "1" } });
  same<typeof data, conversationPackage.SendMessageResponse | undefined>();
  if (data) console.log(data.message_id);
  else console.log(response.status, error?.error?.message);

  await conversation.POST("/conversations/{conversation_id}:inject-message", {
    params: { path: { conversation_id: "id" } },
    body: {
      app_message: message,
      contact_id: "id",
      channel_identity: { channel: "SMS", identity: "46700000001" },
      direction: "TO_CONTACT",
      accept_time: "2026-11-22T12:00:00Z",
    },
  });
  await batch.POST("/messages", { body: { app_id: "id", message, recipient_and_params: [{ recipient }] } });
  await batch.DELETE("/messages", { body: { batch_id: "id" } });
  const found = await batch.GET("/messages/{batch_id}", { params: { path: { batch_id: "id" } } });
  same<typeof found.data, batchPackage.BatchStatusResponse | undefined>();

  const middleware: Parameters<typeof conversation.use>[0] = {
    onRequest({ request, schemaPath }) {
      request.headers.set("x-path", schemaPath);
      return request;
    },
    onResponse: ({ response: received }) => (received.ok ? undefined : received),
  };
  for (const client of [conversation, batch]) {
    client.use(middleware);
    client.eject(middleware);
  }
}

// Errors: both clients hand on those of http, the very same.

same<typeof conversationPackage.ApiError, typeof ApiError>();
same<typeof batchPackage.ApiError, typeof ApiError>();
same<typeof conversationPackage.ConnectionError, typeof ConnectionError>();
same<typeof batchPackage.ConnectionError, typeof ConnectionError>();
same<typeof conversationPackage.TimeoutError, typeof TimeoutError>();
same<typeof batchPackage.TimeoutError, typeof TimeoutError>();
same<typeof conversationPackage.isApiError, typeof isApiError>();
same<typeof batchPackage.isApiError, typeof isApiError>();

export function errors(error: unknown): string | undefined {
  for (const guard of [httpPackage, conversationPackage, batchPackage]) {
    if (guard.isApiError(error)) {
      same<typeof error.status, number>();
      same<typeof error.code, number | undefined>();
      same<typeof error.statusName, string | undefined>();
      same<typeof error.body, unknown>();
      same<typeof error.headers, Headers>();
      const details: readonly unknown[] = error.details;
      const texts: readonly string[] = [error.method, error.url, error.message];
      return [...texts, error.operation, details.length].join();
    }
  }
  if (isAuthError(error)) return `${error.outcome} ${error.status} ${error.error} ${error.errorDescription}`;
  for (const kind of [ApiError, ConnectionError, TimeoutError, AbortError, AuthError]) {
    if (error instanceof kind) {
      same<typeof error.outcome, "not-sent" | "rejected" | "unknown">();
      const base: SinchFetchError & Error = error;
      return `${base.name} ${error.cause}`;
    }
  }
  const timeout: ConnectionError | undefined = error instanceof TimeoutError ? error : undefined;
  return timeout?.message;
}

/** The mock, and what it serves. */
export async function mock(): Promise<void> {
  const all = await startMock();
  const few = await startMock({ apis: ["batch", "auth"] });
  console.log(all.conversation, all.batch, all.auth, few.batch, few.auth);
  await Promise.all([all.close(), few.close()]);
}

// A member that is there narrows to its kind, which has no other.

export function textOf(message: conversationPackage.AppMessage): string {
  if (message.text_message !== undefined) {
    const others: undefined = message.media_message ?? message.card_message;
    return others ?? message.text_message.text;
  }
  return message.media_message ? message.media_message.url : "";
}
