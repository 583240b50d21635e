import { contractSuite } from "@sinch-fetch/contract";
import type { ConsentsListType } from "../../src/index.ts";
import { clientOf, credentials } from "./clients.ts";

const app_id = "01JCTM5W8Q3R7V2N9XB4KHDZ6A";
const recipient = { contact_id: "01JCTM6B1E7G4Y0S5PQ2FTWM8C" };

await contractSuite({
  api: "conversation",
  client: clientOf,
  credentials,
  calls: {
    Messages_SendMessage: (client, { body }, options) => client.messages.send(body, options),
    Messages_GetMessage: (client, { path: [id = ""], query }, options) => client.messages.get(id, query, options),
    Messages_ListMessages: (client, { query }, options) => client.messages.list(query, options),
    Messages_UpdateMessageMetadata: (client, { path: [id = ""], body }, options) =>
      client.messages.update(id, body, options),
    Messages_DeleteMessage: (client, { path: [id = ""], query }, options) => client.messages.delete(id, query, options),
    Messages_ListMessagesByChannelIdentity: (client, { body }, options) => client.messages.listLast(body, options),
    Transcoding_TranscodeMessage: (client, { body }, options) => client.messages.transcode(body, options),

    Events_SendEvent: (client, { body }, options) => client.events.send(body, options),
    Events_GetEvent: (client, { path: [id = ""], query }, options) => client.events.get(id, query, options),
    Events_ListEvents: (client, { query }, options) => client.events.list(query, options),
    Events_DeleteEvents: (client, { path: [id = ""], query }, options) => client.events.delete(id, query, options),

    Conversation_CreateConversation: (client, { body }, options) => client.conversations.create(body, options),
    Conversation_GetConversation: (client, { path: [id = ""], query }, options) =>
      client.conversations.get(id, query, options),
    Conversation_ListConversations: (client, { query }, options) => client.conversations.list(query, options),
    Conversation_ListRecentConversations: (client, { query }, options) =>
      client.conversations.listRecent(query, options),
    Conversation_UpdateConversation: (client, { path: [id = ""], body }, options) =>
      client.conversations.update(id, body, options),
    Conversation_DeleteConversation: (client, { path: [id = ""], query }, options) =>
      client.conversations.delete(id, query, options),
    Conversation_StopActiveConversation: (client, { path: [id = ""], query }, options) =>
      client.conversations.stop(id, query, options),
    Conversation_InjectMessage: (client, { path: [id = ""], body }, options) =>
      client.conversations.injectMessage(id, body, options),
    Events_InjectEvent: (client, { path: [id = ""], body }, options) =>
      client.conversations.injectEvent(id, body, options),

    Contact_CreateContact: (client, { body }, options) => client.contacts.create(body, options),
    Contact_GetContact: (client, { path: [id = ""], query }, options) => client.contacts.get(id, query, options),
    Contact_ListContacts: (client, { query }, options) => client.contacts.list(query, options),
    Contact_UpdateContact: (client, { path: [id = ""], body }, options) => client.contacts.update(id, body, options),
    Contact_DeleteContact: (client, { path: [id = ""], query }, options) => client.contacts.delete(id, query, options),
    Contact_MergeContact: (client, { path: [destinationId = ""], body }, options) =>
      client.contacts.merge(destinationId, body, options),
    Contact_GetChannelProfile: (client, { body }, options) => client.contacts.getChannelProfile(body, options),
    Contact_ListIdentityConflicts: (client, { query }, options) =>
      client.contacts.listIdentityConflicts(query, options),

    App_CreateApp: (client, { body }, options) => client.apps.create(body, options),
    App_GetApp: (client, { path: [id = ""], query }, options) => client.apps.get(id, query, options),
    App_ListApps: (client, { query }, options) => client.apps.list(query, options),
    App_UpdateApp: (client, { path: [id = ""], body }, options) => client.apps.update(id, body, options),
    App_DeleteApp: (client, { path: [id = ""], query }, options) => client.apps.delete(id, query, options),

    Webhooks_CreateWebhook: (client, { body }, options) => client.webhooks.create(body, options),
    Webhooks_GetWebhook: (client, { path: [id = ""], query }, options) => client.webhooks.get(id, query, options),
    Webhooks_ListWebhooks: (client, { path: [appId = ""], query }, options) =>
      client.webhooks.list(appId, query, options),
    Webhooks_UpdateWebhook: (client, { path: [id = ""], body }, options) => client.webhooks.update(id, body, options),
    Webhooks_DeleteWebhook: (client, { path: [id = ""], query }, options) => client.webhooks.delete(id, query, options),

    Capability_QueryCapability: (client, { body }, options) => client.capability.query(body, options),

    Consents_GetConsents: (client, { path: [appId = "", listType], query }, options) =>
      client.consents.listIdentities(appId, listType as ConsentsListType, query, options),
    Consents_GetConsentsAuditRecords: (client, { path: [appId = "", identity = ""], query }, options) =>
      client.consents.listAuditRecords(appId, identity, query, options),

    ProjectSettings_GetSettings: (client, { query }, options) => client.projectSettings.get(query, options),
    ProjectSettings_CreateSettings: (client, { body }, options) => client.projectSettings.create(body, options),
    ProjectSettings_UpdateSettings: (client, { body }, options) => client.projectSettings.update(body, options),
    ProjectSettings_DeleteSettings: (client, { query }, options) => client.projectSettings.delete(query, options),
  },
  carriers: {
    AppMessage: (client, message) => client.messages.send({ app_id, recipient, message }),
    AppEvent: (client, event) => client.events.send({ app_id, recipient, event }),
    ContactMessage: (client, contact_message) =>
      client.conversations.injectMessage("01JCTN0K4W9H6M1R8B3V5YSXQ2", {
        contact_message,
        ...recipient,
        channel_identity: { channel: "SMS", identity: "46700000001" },
        direction: "TO_APP",
        accept_time: "2026-11-12T15:20:00Z",
      }),
    ContactCreateRequest: (client, contact) => client.contacts.create(contact),
    ConversationChannelCredentials: (client, credentials) =>
      client.apps.create({ display_name: "Workshop", channel_credentials: [credentials] }),
    LineEnterpriseCredentials: (client, line_enterprise_credentials) =>
      client.apps.create({
        display_name: "Workshop",
        channel_credentials: [{ channel: "LINE", line_enterprise_credentials }],
      }),
  },
});
