import { oauth2 } from "@sinch-fetch/auth";
import { createBatchClient } from "@sinch-fetch/batch";
import { startMock } from "@sinch-fetch/mock";
import { expect, onTestFinished, test } from "vitest";
import { deliveryReport, fileLedger, sendBulk } from "../src/index.ts";
import { ledgerPath } from "./ledger-path.ts";
import { MESSAGE } from "./people.ts";

const COUNT = 400;
const identity = (number: number): string => `4670${String(number).padStart(7, "0")}`;
const recipients = Array.from({ length: COUNT }, (_, number) => ({
  recipient: { identified_by: { channel_identities: [{ channel: "SMS" as const, identity: identity(number) }] } },
  parameters: { name: `Ada ${number}` },
}));

async function localSinch() {
  const sinch = await startMock({ seed: 7 });
  onTestFinished(() => sinch.close());
  const auth = oauth2({ keyId: "any", keySecret: "thing", tokenUrl: `${sinch.auth}/oauth2/token` });
  const batch = createBatchClient({ projectId: "my-project", auth, baseUrl: sinch.batch });
  return { sinch, batch };
}

test("of a local Sinch that loses 40 % nobody gets it twice, and unresolved are exactly those who did not", async () => {
  const { sinch, batch } = await localSinch();
  sinch.world.fault({ kind: "lost-before", operation: "Batch_SendBatch", share: 0.2 });
  sinch.world.fault({ kind: "lost-after", operation: "Batch_SendBatch", share: 0.25 });
  sinch.world.fault({ kind: "lag", delayMs: 300 });
  const ledger = fileLedger(ledgerPath());

  const summary = await sendBulk(batch, recipients, {
    ...MESSAGE,
    runId: "spring",
    ledger,
    chunkSize: 10,
    settleMs: 1500,
  });

  await expect.poll(() => sinch.world.messages().length, { timeout: 10_000 }).toBe(summary.accepted);
  const got = sinch.world.messages().map((message) => message.channel_identity?.identity);
  expect(new Set(got).size).toBe(got.length);
  const held = summary.held.flatMap(({ position, recipients: count }) =>
    Array.from({ length: count }, (_, index) => identity(position + index)),
  );
  expect([...got, ...held].toSorted()).toEqual(recipients.map((_, number) => identity(number)).toSorted());
  expect(held.length).toBeGreaterThan(0);
  expect(summary.unresolved).toBe(held.length);
  expect(await deliveryReport(ledger).counts("spring")).toMatchObject({ accepted: got.length, silent: got.length });
});

test("a local Sinch that is busy is asked again", async () => {
  const { sinch, batch } = await localSinch();
  sinch.world.fault({ kind: "status", operation: "Batch_SendBatch", status: 429, retryAfterS: 1, times: 2 });

  const summary = await sendBulk(batch, recipients.slice(0, 100), { ...MESSAGE, chunkSize: 50 });

  expect(summary).toMatchObject({ accepted: 100, batches: 2, unresolved: 0 });
});
