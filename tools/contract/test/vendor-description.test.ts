import { documentOf, type Node as Json, listOf } from "@sinch-fetch/description";
import { describe, expect, test } from "vitest";
import { readDescription } from "../src/described.ts";

/** What the vendor's own descriptions and newest pages state: place in our bundled description → keywords there. */
type Facts = Record<string, Json>;

const ofErrors: Facts = {
  "ErrorContent.code": { type: "integer", format: "int32" },
  "ErrorDetail.value": { type: "string", format: "byte" },
};

const ofMessages: Facts = {
  "Coordinates.latitude": { type: "number", format: "float" },
  "Coordinates.longitude": { type: "number", format: "float" },
};

const secret: Json = { type: "string", format: "password" };
const off: Json = { type: "boolean", default: false };
const ofApps: Facts = {
  "StaticTokenCredential.token": secret,
  "TelegramCredentials.token": secret,
  "InstagramCredentials.token": secret,
  "LineCredentials.secret": secret,
  "LineEnterpriseCredentialsPair.secret": secret,
  "WeChatCredentials.app_secret": secret,
  "BasicAuthCredential.password": secret,
  "AppleBcCredentials.apple_pay_certificate_password": secret,
  "CallbackSettings.secret_for_overridden_callback_urls": secret,
  "ChannelCredentialsBase.credential_ordinal_number": { minimum: 0, maximum: 255, default: 0 },
  "ViberBearerCredential.token": secret,
  "LineCredentials.is_default": off,
  "LineEnterpriseCredentials.is_default": off,
  "AppSettings.processing_mode": { default: "DISPATCH" },
  "DispatchRetentionPolicy.ttl_days": { default: 0 },
  "DispatchRetentionPolicy.retention_type": { default: "MESSAGE_EXPIRE_POLICY" },
  "SmartConversation.enabled": off,
  "DeliveryReportBasedFallback.enabled": off,
  "DeliveryReportBasedFallback.delivery_report_waiting_time": { format: "int32" },
  "MessageRetrySettings.retry_duration": { format: "int32" },
  "RateLimits.inbound": { format: "int64" },
  "RateLimits.outbound": { format: "int64" },
  "RateLimits.webhooks": { format: "int64" },
  "QueueStats.outbound_size": { format: "int64" },
  "QueueStats.outbound_limit": { format: "int64" },
};

const ofReads: Facts = {
  "ListLastMessagesByChannelIdentityRequest.messages_source": { default: "CONVERSATION_SOURCE" },
  "ListLastMessagesByChannelIdentityRequest.page_size": { format: "int32" },
  "MergeContactRequest.strategy": { default: "MERGE" },
  "SentimentResult.score": { type: "number", format: "float" },
  "IntentResult.score": { type: "number", format: "float" },
  "OffensiveAnalysis.score": { type: "number", format: "float" },
  "DocumentImageClassification.confidence": { type: "number", format: "float" },
};

const says = (text: RegExp) => expect.stringMatching(text);
const ofCallbacks: Facts = {
  "ChannelIdentityAnswer.nrs_data": { type: "object", description: says(/SMS, MMS and RCS/) },
  "ContactEvent.channel_specific_event": { type: "object" },
  "ChannelSpecificEvent.whatsapp_user_preferences_event": { type: "object" },
  "WhatsAppUserPreferencesEvent.preference": { anyOf: [{ enum: ["stop", "resume"] }, { type: "string" }] },
  "MessageDeliveryReport.reason": { anyOf: [expect.anything(), { type: "null" }] },
  "EventDeliveryReport.reason": { anyOf: [expect.anything(), { type: "null" }] },
  "EventDeliveryReport.conversation_id": { type: "string" },
  "CapabilityNotification.channel_recipient_identities": { type: "array" },
  "ConversationOfCallback.active_channel_senders": { type: "array" },
  "InboundEvent.channel": { description: says(/channel/) },
  "InboundEvent.direction": { anyOf: [{ enum: ["TO_APP"] }, { type: "string" }] },
  "InboundMessage.direction": { anyOf: [{ enum: ["TO_APP"] }, { type: "string" }] },
};

const inWords: Facts = {
  "AppEvent.read_message_event": { description: says(/WhatsApp and RCS/) },
  "ContactMessageEvent.reaction_event": { description: says(/Messenger, Instagram or WhatsApp/) },
  "PaymentStatusUpdateEvent.payment_status": {
    description: says(/NEW`: the order.*sent.*PENDING`: .*begun.*CANCELED`: .*no other try.*FAILED`: .*again/s),
  },
  "RecordNotification.record_status": { description: says(/EVENT_RECORD_STORED`: the record was stored/) },
};

const facts: Record<string, Facts> = {
  conversation: { ...ofErrors, ...ofMessages, ...ofApps, ...ofReads, ...ofCallbacks, ...inWords },
  batch: ofMessages,
  templates: { ...ofErrors, ...ofMessages },
};

describe.each(Object.entries(facts))("the description of %s", (api, places) => {
  test.each(Object.entries(places))("says of %s what the vendor's does", async (place, keywords) => {
    expect(schemaAt(await readDocument(api), place)).toMatchObject(keywords);
  });
});

describe("the words of an operation", () => {
  const words: [string, string, string, RegExp][] = [
    ["conversation", "/v1/projects/{project_id}/messages/{message_id}", "patch", /conversation mode only/],
    [
      "conversation",
      "/v1/projects/{project_id}/conversations/{conversation_id}:inject-event",
      "post",
      /conversation mode/,
    ],
    ["conversation", "/v1/projects/{project_id}/capability:query", "post", /RECIPIENT_NOT_REACHABLE/],
  ];
  test.each(words)("of %s %s %s say what the vendor's do", async (api, path, method, want) => {
    const { root, at } = await readDocument(api);

    expect(at(at(at(root.paths)[path])[method]).description).toMatch(want);
  });

  test("say when the test versions of the Batch API end", async () => {
    expect((await readDocument("batch")).root.info).toMatchObject({ description: says(/v1alpha.*2026-12-16/s) });
  });

  test("tie the messages of recipients to no store", async () => {
    const { root, at } = await readDocument("conversation");
    const parameters = listOf(at(at(at(root.paths)["/v1/projects/{project_id}/messages"]).get).parameters).map(at);

    const filter = parameters.find(({ name }) => name === "only_recipient_originated");
    expect(filter?.description).not.toContain("DISPATCH_SOURCE");
  });

  test("name a blocked balance in a 403", async () => {
    const { root, at } = await readDocument("conversation");

    expect(at(at(at(root.components).responses).Forbidden).description).toMatch(/BILLING_CREDIT_LIMIT_BREACHED/);
  });
});

describe("the Conversation API", () => {
  test("lists messages with their metadata unless asked otherwise", async () => {
    const { root, at } = await readDocument("conversation");
    const parameters = listOf(at(at(at(root.paths)["/v1/projects/{project_id}/messages"]).get).parameters).map(at);

    expect(parameters.find(({ name }) => name === "view")?.schema).toMatchObject({ default: "WITH_METADATA" });
  });

  test("has a body in each failure that it documents", async () => {
    const { root, at } = await readDocument("conversation");
    const operations = Object.values(at(root.paths)).flatMap((item) => Object.values(at(item)));
    const failures = operations
      .flatMap((operation) => Object.entries(at(at(operation).responses)))
      .filter(([status]) => Number(status) >= 400);

    expect(failures.length).toBeGreaterThan(200);
    for (const [, failure] of failures) expect(at(failure).content).toHaveProperty("application/json");
  });

  test.each(["{list_type}", "identities/{identity}"])("can respond with 404 to a read of consents/%s", async (path) => {
    const { root, at } = await readDocument("conversation");
    const item = at(at(root.paths)[`/v1/projects/{project_id}/apps/{app_id}/consents/${path}`]);

    expect(at(item.get).responses).toHaveProperty("404");
  });

  test("takes the deprecated page_number for the identities of a list", async () => {
    const { root, at } = await readDocument("conversation");
    const item = at(at(root.paths)["/v1/projects/{project_id}/apps/{app_id}/consents/{list_type}"]);
    const parameters = listOf(at(item.get).parameters).map(at);

    const parameter = parameters.find(({ name }) => name === "page_number");
    expect(parameter).toMatchObject({ in: "query", deprecated: true });
    expect(at(parameter?.schema)).toMatchObject({ type: "integer", format: "int32" });
  });
});

/** Reads a description of which nothing is known, with what follows its references. */
async function readDocument(api: string) {
  const { root, resolve } = documentOf(await readDescription(api), api);
  return { root, at: resolve };
}

/** The schema at `Name.property.[]`: references followed, `allOf` looked through. */
function schemaAt({ root, at }: Awaited<ReturnType<typeof readDocument>>, place: string): Json {
  const step = (node: Json, key: string): Json => {
    if (key === "[]") return at(node.items);
    const own = at(node.properties)[key];
    if (own !== undefined) return { ...at(own), ...withoutReference(own) };
    const inherited = listOf(node.allOf).map((part) => step(at(part), key));
    return inherited.find((schema) => Object.keys(schema).length > 0) ?? {};
  };
  const [name = "", ...keys] = place.split(".");
  return keys.reduce(step, at(at(at(root.components).schemas)[name]));
}

/** What stands beside a reference prevails over what it leads to. */
function withoutReference(node: unknown): Json {
  const { $ref: _, ...rest } = Object(node);
  return rest;
}
