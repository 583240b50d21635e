import { contractSuite } from "@sinch-fetch/contract";
import { clientOf, credentials } from "./clients.ts";

const app_id = "01JCTM5W8Q3R7V2N9XB4KHDZ6A";
const recipient_and_params = [{ recipient: { contact_id: "01JCTM6B1E7G4Y0S5PQ2FTWM8C" } }];

await contractSuite({
  api: "batch",
  client: clientOf,
  credentials,
  calls: {
    Batch_SendBatch: (client, { body }, options) => client.messages.send(body, options),
    Batch_GetBatchStatus: (client, { path: [id = ""], query }, options) => client.messages.get(id, query, options),
    Batch_CancelBatch: (client, { body }, options) => client.messages.cancel(body, options),
    Batch_GetBatchStatusesByMetadata: (client, { query }, options) => client.messages.findByMetadata(query, options),
    Batch_CreateContacts: (client, { body }, options) => client.contacts.create(body, options),
    Batch_DeleteContacts: (client, { body }, options) => client.contacts.delete(body, options),
    Batch_InsertConsents: (client, { body }, options) => client.consents.insert(body, options),
  },
  carriers: {
    AppMessage: (client, message) => client.messages.send({ app_id, message, recipient_and_params }),
    ContactCreateRequest: (client, contact) => client.contacts.create({ contacts: [contact] }),
  },
});
