import { describe, expect, test } from "vitest";
import { BrokenDescription } from "../src/broken-description.ts";
import { methodName, resourceName } from "../src/names.ts";
import { operation } from "../testing/describe.ts";

/** Operations by tag: operation id, method, and what the rule gives where that is another name. */
type Surface = Record<string, [operationId: string, method: string, byRule?: string][]>;

// The vendor's operation ids with the tags of our descriptions, and the names that users program against. Where the
// rule gives another name, that name stands third: the operation needs `x-method`.
const CONVERSATION: Surface = {
  Messages: [
    ["Messages_SendMessage", "send"],
    ["Messages_GetMessage", "get"],
    ["Messages_ListMessages", "list"],
    ["Messages_UpdateMessageMetadata", "update", "updateMetadata"],
    ["Messages_DeleteMessage", "delete"],
    ["Messages_ListMessagesByChannelIdentity", "listLast", "listByChannelIdentity"],
    ["Transcoding_TranscodeMessage", "transcode"],
  ],
  Events: [
    ["Events_SendEvent", "send"],
    ["Events_GetEvent", "get"],
    ["Events_ListEvents", "list"],
    ["Events_DeleteEvents", "delete"],
  ],
  Conversations: [
    ["Conversation_CreateConversation", "create"],
    ["Conversation_GetConversation", "get"],
    ["Conversation_ListConversations", "list"],
    ["Conversation_ListRecentConversations", "listRecent"],
    ["Conversation_UpdateConversation", "update"],
    ["Conversation_DeleteConversation", "delete"],
    ["Conversation_StopActiveConversation", "stop", "stopActive"],
    ["Conversation_InjectMessage", "injectMessage"],
    ["Events_InjectEvent", "injectEvent", "inject"],
  ],
  Contacts: [
    ["Contact_CreateContact", "create"],
    ["Contact_GetContact", "get"],
    ["Contact_ListContacts", "list"],
    ["Contact_UpdateContact", "update"],
    ["Contact_DeleteContact", "delete"],
    ["Contact_MergeContact", "merge"],
    ["Contact_GetChannelProfile", "getChannelProfile"],
    ["Contact_ListIdentityConflicts", "listIdentityConflicts"],
  ],
  Apps: [
    ["App_CreateApp", "create"],
    ["App_GetApp", "get"],
    ["App_ListApps", "list"],
    ["App_UpdateApp", "update"],
    ["App_DeleteApp", "delete"],
  ],
  Webhooks: [
    ["Webhooks_CreateWebhook", "create"],
    ["Webhooks_GetWebhook", "get"],
    ["Webhooks_ListWebhooks", "list"],
    ["Webhooks_UpdateWebhook", "update"],
    ["Webhooks_DeleteWebhook", "delete"],
  ],
  Capability: [["Capability_QueryCapability", "query"]],
  Consents: [
    ["Consents_GetConsents", "listIdentities", "get"],
    ["Consents_GetConsentsAuditRecords", "listAuditRecords", "getAuditRecords"],
  ],
  "Project Settings": [
    ["ProjectSettings_CreateSettings", "create"],
    ["ProjectSettings_GetSettings", "get"],
    ["ProjectSettings_UpdateSettings", "update"],
    ["ProjectSettings_DeleteSettings", "delete"],
  ],
};
const BATCH: Surface = {
  Messages: [
    ["Batch_SendBatch", "send"],
    ["Batch_GetBatchStatus", "get", "getStatus"],
    ["Batch_CancelBatch", "cancel"],
    ["Batch_GetBatchStatusesByMetadata", "findByMetadata", "getStatusesByMetadata"],
  ],
  Contacts: [
    ["Batch_CreateContacts", "create"],
    ["Batch_DeleteContacts", "delete"],
  ],
  Consents: [["Batch_InsertConsents", "insert"]],
};
const TEMPLATES: Surface = {
  Templates: [
    ["Templates_v2_CreateTemplate", "create"],
    ["Templates_v2_GetTemplate", "get"],
    ["Templates_v2_ListTemplates", "list"],
    ["Templates_v2_UpdateTemplate", "update"],
    ["Templates_v2_DeleteTemplate", "delete"],
    ["Templates_v2_ListTranslations", "listTranslations"],
  ],
};

const SURFACE = [CONVERSATION, BATCH, TEMPLATES].flatMap((client) =>
  Object.entries(client).flatMap(([tag, operations]) =>
    operations.map(([operationId, method, byRule = method]) => ({ tag, operationId, method, byRule })),
  ),
);

describe("resourceName", () => {
  test.each([
    ["Messages", "messages"],
    ["Project Settings", "projectSettings"],
  ])("of the tag %j is %j", (tag, want) => {
    expect(resourceName(operation({ tags: [tag] }))).toBe(want);
  });

  test("refuses an operation without a tag, naming the operation", () => {
    expect(() => resourceName(operation({ tags: [] }))).toThrow(
      new BrokenDescription("has no tag, which names its resource", "Notes_GetNote"),
    );
  });
});

describe("methodName", () => {
  test.each(SURFACE)("of $operationId is $byRule by rule", ({ operationId, tag, byRule }) => {
    expect(methodName(operation({ operationId, tags: [tag] }))).toBe(byRule);
  });

  test.each(SURFACE.filter(({ method, byRule }) => method !== byRule))(
    "of $operationId is $method by x-method",
    ({ operationId, tag, method }) => {
      expect(methodName(operation({ operationId, tags: [tag], "x-method": method }))).toBe(method);
    },
  );

  test("tells the methods of each resource apart", () => {
    for (const client of [CONVERSATION, BATCH, TEMPLATES]) {
      for (const operations of Object.values(client)) {
        const methods = operations.map(([, method]) => method);

        expect(new Set(methods).size).toBe(methods.length);
      }
    }
  });
});
