import { contractSuite, readOperations } from "@sinch-fetch/contract";
import { clientOf, credentials } from "./clients.ts";

contractSuite({
  operations: await readOperations("conversation"),
  client: clientOf,
  credentials,
  calls: {
    Messages_SendMessage: (client, { body }, options) => client.messages.send(body, options),
    Conversation_InjectMessage: (client, { path: [id = ""], body }, options) =>
      client.conversations.injectMessage(id, body, options),
  },
});
