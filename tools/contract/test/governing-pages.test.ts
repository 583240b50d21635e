import { readFile } from "node:fs/promises";
import { documentOf } from "@sinch-fetch/description";
import { describe, expect, test } from "vitest";

type Json = Record<string, unknown>;

/** What the vendor's pages, which govern the descriptions, state of a field: its schema has at least these keywords. */
type Fields = Record<string, Json>;

const CHANNELS = ["WHATSAPP", "RCS", "SMS", "MESSENGER", "VIBERBM", "MMS", "INSTAGRAM", "TELEGRAM", "KAKAOTALK"].concat(
  ["KAKAOTALKCHAT", "LINE", "WECHAT", "APPLEBC"],
);
const BATCH_CHANNELS = [...CHANNELS, "SINCH_CHAT", "VIBER"];
const text: Json = { type: "string" };
const object: Json = { type: "object" };
const oneOfThese = (...values: string[]): Json => ({ type: "string", enum: expect.toSatisfy(sameSet(values)) });

const KINDS = ["text", "media", "card", "carousel", "choice", "list", "location", "template", "contact_info"];
const message: Fields = {
  ...Object.fromEntries(KINDS.map((kind) => [`message.${kind}_message`, object])),
  "message.explicit_channel_message": { ...object, additionalProperties: expect.objectContaining(text) },
  "message.explicit_channel_omni_message": object,
  "message.channel_specific_message": object,
  "message.agent": object,
  "message.agent.display_name": text,
  "message.agent.type": oneOfThese("UNKNOWN_AGENT_TYPE", "HUMAN", "BOT"),
  "message.agent.picture_url": text,
};
const delivery: Fields = {
  ttl: text,
  channel_properties: { ...object, additionalProperties: expect.objectContaining({ ...text, maxLength: 1024 }) },
  processing_strategy: { ...oneOfThese("DEFAULT", "DISPATCH_ONLY"), default: "DEFAULT" },
  correlation_id: { ...text, maxLength: 128 },
};

interface Page {
  readonly api: string;
  readonly operation: string;
  readonly security: readonly string[];
  readonly statuses: readonly string[];
  readonly required?: readonly string[];
  readonly request?: Fields;
  readonly response: Fields;
}

const pages: Page[] = [
  {
    api: "conversation",
    operation: "POST /v1/projects/{project_id}/messages:send",
    security: ["Basic", "oAuth2"],
    statuses: ["200", "400", "403", "500", "501"],
    required: ["app_id", "recipient", "message"],
    request: {
      ...message,
      ...delivery,
      app_id: text,
      recipient: object,
      callback_url: text,
      channel_priority_order: { type: "array", items: expect.objectContaining(oneOfThese(...CHANNELS)) },
      message_metadata: { ...text, maxLength: 1024 },
      conversation_metadata: object,
      queue: oneOfThese("NORMAL_PRIORITY", "HIGH_PRIORITY"),
      conversation_metadata_update_strategy: oneOfThese("REPLACE", "MERGE_PATCH"),
      message_content_type: oneOfThese("CONTENT_UNKNOWN", "CONTENT_MARKETING", "CONTENT_NOTIFICATION"),
    },
    response: { message_id: text, accepted_time: { ...text, format: "date-time" } },
  },
  {
    api: "conversation",
    operation: "POST /v1/projects/{project_id}/conversations/{conversation_id}:inject-message",
    security: ["Basic", "oAuth2"],
    statuses: ["200", "400", "403", "500", "501"],
    required: ["channel_identity", "contact_id", "direction", "accept_time"],
    request: {
      channel_identity: { ...object, required: expect.toSatisfy(sameSet(["channel", "identity"])) },
      "channel_identity.identity": text,
      "channel_identity.channel": oneOfThese(...CHANNELS),
      "channel_identity.app_id": text,
      contact_id: text,
      direction: oneOfThese("TO_APP", "TO_CONTACT"),
      accept_time: { ...text, format: "date-time" },
      conversation_id: text,
      sender_id: text,
      processing_mode: oneOfThese("CONVERSATION", "DISPATCH"),
      metadata: { ...text, maxLength: 1024 },
    },
    response: {},
  },
  {
    api: "batch",
    operation: "POST /v1/projects/{project_id}/messages",
    security: ["BearerAuth"],
    statuses: ["200", "400", "401", "403", "500"],
    required: ["app_id", "message", "recipient_and_params"],
    request: {
      ...message,
      ...delivery,
      app_id: text,
      recipient_and_params: { type: "array", minItems: 1, maxItems: 1000 },
      "recipient_and_params[]": { ...object, required: ["recipient"] },
      "recipient_and_params[].recipient": object,
      "recipient_and_params[].parameters": { ...object, additionalProperties: expect.objectContaining(text) },
      "recipient_and_params[].message_metadata": object,
      "recipient_and_params[].conversation_metadata": object,
      batch_metadata: object,
      message_metadata: object,
      conversation_metadata: object,
      send_after: { ...text, format: "date-time" },
      channel_priority_order: { type: "array", items: expect.objectContaining(oneOfThese(...BATCH_CHANNELS)) },
    },
    response: { batch_id: text, send_after: { ...text, format: "date-time" } },
  },
  {
    api: "batch",
    operation: "DELETE /v1/projects/{project_id}/messages",
    security: ["BearerAuth"],
    statuses: ["200", "401", "403", "500"],
    required: ["batch_id"],
    request: { batch_id: text },
    response: {},
  },
  {
    api: "batch",
    operation: "GET /v1/projects/{project_id}/messages/{batch_id}",
    security: ["BearerAuth"],
    statuses: ["200", "401", "403", "404", "500"],
    response: {
      batch_id: text,
      meta_data: { ...object, additionalProperties: expect.objectContaining(text) },
      status: { anyOf: [oneOfThese("READY", "SCHEDULED", "PROCESSED", "CANCELLED"), text] },
      send_after: text,
    },
  },
];

describe.each(pages)("the description of $operation", ({ api, operation, ...page }) => {
  test("has the statuses, the security and the path parameters of the governing page", async () => {
    const { described, resolve } = await read(api, operation);
    const inPath = [...operation.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);

    const { security, responses, parameters } = described;
    expect((security as Json[]).flatMap(Object.keys)).toEqual(page.security);
    expect(Object.keys(responses as Json)).toEqual(expect.arrayContaining([...page.statuses]));
    expect((parameters as Json[]).map(resolve).filter((parameter) => parameter.in === "path")).toEqual(
      inPath.map((name) => expect.objectContaining({ name, required: true, schema: { type: "string" } })),
    );
  });

  test.each(Object.entries(page.request ?? {}))("has the request's %s", async (field, want) => {
    const { described, resolve } = await read(api, operation);

    expect(fieldOf(field, bodyOf(resolve(described.requestBody), resolve), resolve)).toMatchObject(want);
  });

  test.each(page.required ? [[page.required]] : [])("requires %j and no more", async (required) => {
    const { described, resolve } = await read(api, operation);
    const body = bodyOf(resolve(described.requestBody), resolve);

    expect(new Set(body.required as string[])).toEqual(new Set(required));
    expect(body.additionalProperties).toBe(false);
  });

  test.each(Object.entries(page.response))("has the response's %s", async (field, want) => {
    const { described, resolve } = await read(api, operation);
    const { 200: success } = described.responses as Record<string, Json>;

    expect(fieldOf(field, bodyOf(resolve(success), resolve), resolve)).toMatchObject(want);
  });
});

/** Reads an operation, its path's parameters among its own, and what follows references in its document. */
async function read(api: string, operation: string) {
  const file = new URL(`../../../packages/mock/descriptions/${api}.gen.json`, import.meta.url);
  const document = documentOf(JSON.parse(await readFile(file, "utf8")), api);
  const resolve = (node: unknown): Json => {
    const { $ref, ...rest }: Json = { ...Object(node) };
    return typeof $ref === "string" ? { ...resolve(document.target($ref)), ...rest } : rest;
  };
  const [method = "", path = ""] = operation.split(" ");
  const item = Object(Object(document.root.paths)[path]);
  const own = Object(item[method.toLowerCase()]);
  return {
    described: { ...own, parameters: [...(item.parameters ?? []), ...(own.parameters ?? [])] } as Json,
    resolve,
  };
}

function bodyOf(carrier: Json, resolve: (node: unknown) => Json): Json {
  return resolve(Object(Object(carrier.content)["application/json"]).schema);
}

/** The schema of a field such as `recipient_and_params[].recipient`, its keywords and those of its items resolved. */
function fieldOf(field: string, body: Json, resolve: (node: unknown) => Json): Json {
  const schema = field.split(".").reduce<Json>((at, part) => {
    const property = resolve(membersOf(at, resolve)[part.replace("[]", "")]);
    return part.endsWith("[]") ? resolve(property.items) : property;
  }, body);
  return { ...schema, ...(schema.items ? { items: resolve(schema.items) } : {}) };
}

/** The members of an object, of its parts and of its first alternative. */
function membersOf(node: Json, resolve: (node: unknown) => Json): Json {
  const parts = [...((node.allOf as unknown[]) ?? []), ...((node.oneOf as unknown[]) ?? []).slice(0, 1)].map(resolve);
  return Object.assign({}, ...parts.map((part) => membersOf(part, resolve)), node.properties);
}

function sameSet(values: readonly string[]) {
  return (given: unknown): boolean => Array.isArray(given) && [...given].sort().join() === [...values].sort().join();
}
