import { oauth2 } from "@sinch-fetch/auth";
import { createBatchClient } from "@sinch-fetch/batch";
import { fileLedger, sendBulk } from "@sinch-fetch/bulk";
import { startMock } from "@sinch-fetch/mock";

// A local Sinch that loses one response in five after it has accepted the batch.
const sinch = await startMock();
sinch.world.fault({ kind: "lost-after", operation: "Batch_SendBatch", share: 0.2 });

const auth = oauth2({ keyId: "any", keySecret: "thing", tokenUrl: `${sinch.auth}/oauth2/token` });
const batch = createBatchClient({ projectId: "my-project", auth, baseUrl: sinch.batch });

function* recipients() {
  for (let number = 0; number < 5000; number++) {
    const identity = `4670${String(number).padStart(7, "0")}`;
    yield {
      recipient: { identified_by: { channel_identities: [{ channel: "SMS" as const, identity }] } },
      parameters: { order: `${1000 + number}` },
    };
  }
}

const run = sendBulk(batch, recipients(), {
  runId: "pickup-2026-03",
  ledger: fileLedger("pickup-2026-03.ledger"),
  app_id: "01JCTM5W8Q3R7V2N9XB4KHDZ6A",
  message: { text_message: { text: "Your order ${order} is ready." } },
  chunkSize: 100,
});
for await (const fate of run) {
  console.log(`chunk ${fate.chunk}: ${fate.recipients} ${fate.outcome}, batch ${fate.batch_id}`);
}
const { accepted, unresolved, batches } = await run;
console.log(`${accepted} accepted in ${batches} batches, ${unresolved} unresolved`);
await sinch.close();
