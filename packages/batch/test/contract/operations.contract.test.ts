import { contractSuite } from "@sinch-fetch/contract";
import { clientOf, credentials } from "./clients.ts";

const app_id = "01JCTM5W8Q3R7V2N9XB4KHDZ6A";
const recipient_and_params = [{ recipient: { contact_id: "01JCTM6B1E7G4Y0S5PQ2FTWM8C" } }];

await contractSuite({
  api: "batch",
  client: clientOf,
  credentials,
  carriers: {
    AppMessage: (client, message) => client.messages.send({ app_id, message, recipient_and_params }),
    ContactCreateRequest: (client, contact) => client.contacts.create({ contacts: [contact] }),
  },
});
