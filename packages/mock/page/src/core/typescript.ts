import type { RecordedRequest, WorldMessage, WorldState } from "../../../src/schemas.gen.ts";
import { literalOf, repeatable, replyOf } from "./code.ts";

/** The client that calls an operation, and the method by which it does. */
interface Call {
  readonly client: "conversation" | "batch" | "templates";
  readonly method: string;
}

const CALLS: Readonly<Record<string, Call>> = {
  Messages_SendMessage: { client: "conversation", method: "messages.send" },
  Events_SendEvent: { client: "conversation", method: "events.send" },
  Contact_CreateContact: { client: "conversation", method: "contacts.create" },
  Conversation_CreateConversation: { client: "conversation", method: "conversations.create" },
  Capability_QueryCapability: { client: "conversation", method: "capability.query" },
  Transcoding_TranscodeMessage: { client: "conversation", method: "messages.transcode" },
  Batch_SendBatch: { client: "batch", method: "messages.send" },
  Webhooks_CreateWebhook: { client: "conversation", method: "webhooks.create" },
  App_CreateApp: { client: "conversation", method: "apps.create" },
  Batch_CreateContacts: { client: "batch", method: "contacts.create" },
  Batch_InsertConsents: { client: "batch", method: "consents.insert" },
  Batch_CancelBatch: { client: "batch", method: "messages.cancel" },
};

/** Writes a program that sends a request again: by the client that knows the operation, or else by `fetch`. */
export function programOf(request: RecordedRequest, urls: WorldState["urls"]): string {
  const call = CALLS[request.operation_id ?? ""];
  const projectId = /\/projects\/([^/?]+)/.exec(request.path)?.[1];
  if (call === undefined || projectId === undefined || request.body === undefined) return fetchOf(request, urls);
  const { client, method } = call;
  const create = `create${client[0]?.toUpperCase()}${client.slice(1)}Client`;
  const options = literalOf({ projectId: decodeURIComponent(projectId), baseUrl: urls[client] });
  return [
    `import { bearer } from "@sinch-fetch/auth";`,
    `import { ${create} } from "@sinch-fetch/${client}";`,
    "",
    `const ${client} = ${create}({`,
    `${options.slice(2, -2)},`,
    `  auth: bearer("any"),`,
    "});",
    `console.log(await ${client}.${method}(${literalOf(request.body)}));`,
  ].join("\n");
}

/** Writes a program in which a contact says the same again, in a test. */
export function replyProgramOf(message: WorldMessage): string {
  const { project_id: projectId, app_id: appId, ...reply } = replyOf(message) as Record<string, unknown>;
  return [
    `import { startMock } from "@sinch-fetch/mock";`,
    "",
    "const { world } = await startMock();",
    "// What the app sends comes first: it makes the app and the contact.",
    `world.reply(${literalOf({ ...reply, projectId, appId })});`,
  ].join("\n");
}

function fetchOf(request: RecordedRequest, urls: WorldState["urls"]): string {
  const { url, method, body } = repeatable(request, urls);
  const lines = [`const response = await fetch(${JSON.stringify(url)}, {`, `  method: ${JSON.stringify(method)},`];
  if (body === undefined) lines.push(`  headers: { authorization: "Bearer any" },`);
  else {
    lines.push(`  headers: { authorization: "Bearer any", "content-type": "application/json" },`);
    lines.push(`  body: JSON.stringify(${literalOf(body).replaceAll("\n", "\n  ")}),`);
  }
  return [...lines, "});", "console.log(response.status, await response.text());"].join("\n");
}
