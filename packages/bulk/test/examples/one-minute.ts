import { oauth2 } from "@sinch-fetch/auth";
import { createBatchClient, isAbortError } from "@sinch-fetch/batch";
import { fileLedger, sendBulk } from "@sinch-fetch/bulk";
import { startMock } from "@sinch-fetch/mock";

// A local Sinch that remembers across runs, and loses one response in five after it has accepted the batch.
const sinch = await startMock({ data: "pickup.sinch.json" });
sinch.world.fault({ kind: "lost-after", operation: "Batch_SendBatch", share: 0.2 });

const auth = oauth2({ keyId: "any", keySecret: "thing", tokenUrl: `${sinch.auth}/oauth2/token` });
const batch = createBatchClient({ projectId: "my-project", auth, baseUrl: sinch.batch });

const numbers = Array.from({ length: 5000 }, (_, index) => `4670${String(index).padStart(7, "0")}`);
const run = sendBulk(
  batch,
  numbers.map((identity, index) => ({
    recipient: { identified_by: { channel_identities: [{ channel: "SMS", identity }] } },
    parameters: { order: `${1000 + index}` },
  })),
  {
    runId: "pickup-2026-03",
    ledger: fileLedger("pickup-2026-03.ledger"),
    app_id: "01JCTM5W8Q3R7V2N9XB4KHDZ6A",
    message: { text_message: { text: "Your order ${order} is ready." } },
    chunkSize: 100,
    recipientsPerSecond: 1000,
  },
);
process.once("SIGINT", () => run.abort());
try {
  for await (const { chunk, recipients, outcome, batch_id = "" } of run) {
    console.log(`chunk ${chunk}: ${recipients} ${outcome} ${batch_id}`);
  }
  const { accepted, unresolved, batches } = await run;
  console.log(`${accepted} accepted in ${batches} batches, ${unresolved} unresolved`);
} catch (error) {
  if (!isAbortError(error)) throw error;
  console.log("Stopped. Run it again to go on.");
} finally {
  await sinch.close();
}
