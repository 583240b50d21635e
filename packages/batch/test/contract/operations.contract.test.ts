import { contractSuite, readOperations } from "@sinch-fetch/contract";
import { clientOf, credentials } from "./clients.ts";

contractSuite({
  operations: await readOperations("batch"),
  client: clientOf,
  credentials,
  calls: {
    Batch_SendBatch: (client, { body }, options) => client.messages.send(body, options),
    Batch_CancelBatch: (client, { body }, options) => client.messages.cancel(body, options),
    Batch_GetBatchStatus: (client, { path: [id = ""] }, options) => client.messages.get(id, {}, options),
  },
});
