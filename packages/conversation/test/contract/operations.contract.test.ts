import { contractSuite } from "@sinch-fetch/contract";
import { clientOf, credentials } from "./clients.ts";

const app_id = "01JCTM5W8Q3R7V2N9XB4KHDZ6A";
const recipient = { contact_id: "01JCTM6B1E7G4Y0S5PQ2FTWM8C" };

await contractSuite({
  api: "conversation",
  client: clientOf,
  credentials,
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
