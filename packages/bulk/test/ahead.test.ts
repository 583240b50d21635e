import { expect, onTestFinished, test } from "vitest";
import { fileLedger, type LedgerEntry, sendBulk } from "../src/index.ts";
import { batchApi } from "./batch-api.ts";
import { ledgerPath } from "./ledger-path.ts";
import { clientOf, MESSAGE, people } from "./people.ts";

const IN_TIME = { timeout: 20_000 };

test("reads one chunk ahead of each request that is under way, and no more", async () => {
  const api = await batchApi({ trouble: () => ({ delayMs: 60_000 }) });
  let read = 0;
  function* counted() {
    for (const one of people(1_000)) {
      read++;
      yield one;
    }
  }
  const run = sendBulk(clientOf(api), counted(), { ...MESSAGE, chunkSize: 10, concurrency: 2, settleMs: 0 });
  run.catch(() => {});
  onTestFinished(() => api.close());

  await expect.poll(() => [api.sends.length, read], IN_TIME).toEqual([2, 40]);
  await new Promise((resolve) => setTimeout(resolve, 200));

  expect([api.sends.length, read]).toEqual([2, 40]);
  run.abort();
});

test("sends the next chunk while the fate of the last one is written", async () => {
  const api = await batchApi();
  const ledger = fileLedger(ledgerPath());
  let write = (): void => {};
  const isWritten = new Promise<void>((resolve) => {
    write = resolve;
  });
  const slow = {
    ...ledger,
    async open(runId: string) {
      const opened = await ledger.open(runId);
      const put = async (entry: LedgerEntry): Promise<boolean> => {
        if (entry.kind === "fate") await isWritten;
        return opened.put(entry);
      };
      return { ...opened, put };
    },
  };
  const run = sendBulk(clientOf(api), people(40), {
    ...MESSAGE,
    runId: "slow",
    ledger: slow,
    chunkSize: 10,
    concurrency: 1,
  });

  await expect.poll(() => api.sends.length, IN_TIME).toBe(2);
  write();

  expect(await run).toMatchObject({ accepted: 40, batches: 4 });
  expect([...api.received().values()]).toEqual(Array(40).fill(1));
});
