import { beforeEach, describe, expect, test } from "vitest";
import { bulkSummary, type ClaimEntry, type Delivery, type FateEntry, sendBulk } from "../../src/index.ts";
import type { BulkLedger } from "../../src/ledger/ledger.ts";
import { batchApi } from "../batch-api.ts";
import { clientOf, MESSAGE, people } from "../people.ts";

const claim = (chunk: number, attempt: number, owner: string): ClaimEntry => ({
  kind: "claim",
  chunk,
  attempt,
  owner,
  position: chunk * 10,
  recipients: 10,
  digest: `digest ${chunk}`,
  lifeMs: 1000,
});
const fate = (chunk: number, attempt: number): FateEntry => ({
  kind: "fate",
  chunk,
  attempt,
  outcome: "accepted",
  batchId: `batch ${chunk} "quoted" é`,
});
const delivery = (messageId: string, status: string, atMs: number, batchId = "b1"): Delivery => ({
  batchId,
  messageId,
  channel: "SMS",
  identity: "46700000001",
  status,
  atMs,
});

/** How a ledger is had, and had again by another process. */
export interface LedgerUnderTest {
  /** Another ledger of the same store; of one that takes a single writer, after the first was closed. */
  again(): BulkLedger | Promise<BulkLedger>;
  /** Whether several processes may have a run open at once. */
  readonly isShared: boolean;
}

let runs = 0;

/** What every ledger does. */
export function ledgerContract(name: string, make: () => LedgerUnderTest | Promise<LedgerUnderTest>): void {
  describe(name, () => {
    let under: LedgerUnderTest;
    let runId: string;
    beforeEach(async () => {
      under = await make();
      runId = `run-${++runs}`;
    });

    test("takes an entry once, and says so", async () => {
      const run = await (await under.again()).open(runId);

      expect(await run.put(claim(0, 1, "ada"))).toBe(true);
      expect(await run.put(claim(0, 1, "jonas"))).toBe(false);
      expect(await run.put(claim(0, 2, "jonas"))).toBe(true);
      const [first, none, second] = await run.get(["0.1.claim", "0.3.claim", "0.2.claim"]);
      expect(first).toMatchObject({ owner: "ada" });
      expect(none).toBeUndefined();
      expect(second).toMatchObject({ owner: "jonas" });
      await run.close();
    });

    test("gives a claim to one of many that come at once", async () => {
      const ledger = await under.again();
      const opened = under.isShared
        ? await Promise.all(Array.from({ length: 8 }, () => ledger.open(runId)))
        : [await ledger.open(runId)];

      const won = await Promise.all(
        Array.from({ length: 40 }, (_, index) => opened[index % opened.length]?.put(claim(7, 1, `owner ${index}`))),
      );

      expect(won.filter((one) => one === true)).toHaveLength(1);
      const winner = won.indexOf(true);
      expect((await opened[0]?.get(["7.1.claim"]))?.[0]).toMatchObject({ owner: `owner ${winner}` });
      for (const run of opened) await run.close();
    });

    test("hands what it took to another process, as it was", async () => {
      const run = await (await under.again()).open(runId);
      const entries = [claim(0, 1, "ada"), fate(0, 1), { kind: "run", digest: "d", chunkSize: 10 } as const];
      for (const entry of entries) await run.put(entry);
      const before = await run.nowMs();
      await run.close();

      const other = await (await under.again()).open(runId);
      const found = await other.entries();
      await other.close();
      const read = await (await under.again()).read(runId);

      for (const list of [found, read]) {
        expect(list).toHaveLength(3);
        expect(list).toEqual(expect.arrayContaining(entries.map((entry) => expect.objectContaining(entry))));
        for (const { atMs } of list) {
          expect(atMs).toBeLessThanOrEqual(before);
          expect(atMs).toBeGreaterThan(before - 60_000);
        }
      }
    });

    test("holds a thousand chunks that come together", async () => {
      const run = await (await under.again()).open(runId);

      await Promise.all(Array.from({ length: 1000 }, (_, chunk) => run.put(claim(chunk, 1, "ada"))));
      await run.close();

      expect(await (await under.again()).read(runId)).toHaveLength(1000);
    });

    test("keeps the last delivery of each message, in whatever order they come", async () => {
      const batch = `${runId}-batch`;
      const { deliveries } = await under.again();
      await deliveries.put(delivery(`${runId}-m1`, "DELIVERED", 2000, batch));
      await deliveries.put(delivery(`${runId}-m1`, "QUEUED_ON_CHANNEL", 1000, batch));
      await deliveries.put({ ...delivery(`${runId}-m2`, "FAILED", 1500, batch), reason: "NO_PERMISSION" });
      await deliveries.put(delivery(`${runId}-m3`, "DELIVERED", 1500, "another batch"));
      await deliveries.close();

      const found = await (await under.again()).deliveries.of([batch, "unknown"]);

      expect(found.toSorted((one, other) => (one.messageId < other.messageId ? -1 : 1))).toEqual([
        delivery(`${runId}-m1`, "DELIVERED", 2000, batch),
        { ...delivery(`${runId}-m2`, "FAILED", 1500, batch), reason: "NO_PERMISSION" },
      ]);
    });

    test("carries a run over from one process to another", async () => {
      const api = await batchApi({ trouble: (index) => (index === 3 ? "lost-after" : undefined) });
      const options = { ...MESSAGE, runId, chunkSize: 10, settleMs: 5000 };
      const stop = new AbortController();
      api.behaviour.trouble = (index) => {
        if (index === 2) stop.abort();
        return index === 2 ? "lost-after" : undefined;
      };
      const first = sendBulk(clientOf(api), people(100), {
        ...options,
        ledger: await under.again(),
        signal: stop.signal,
      });
      await expect(first).rejects.toMatchObject({ name: "AbortError" });

      const summary = await sendBulk(clientOf(api), people(100), { ...options, ledger: await under.again() });

      expect(summary).toMatchObject({ accepted: 100, unresolved: 0, pending: 0, batches: 10 });
      expect([...api.received().values()]).toEqual(Array(100).fill(1));
      expect(await bulkSummary(await under.again(), runId)).toMatchObject({ accepted: 100, pending: 0, batches: 10 });
    });

    test("refuses a run whose message or input has changed", async () => {
      const api = await batchApi();
      const options = { ...MESSAGE, runId, chunkSize: 10 };
      await sendBulk(clientOf(api), people(30), { ...options, ledger: await under.again() });

      const other = { ...options, message: { text_message: { text: "Bye" } } };
      for (const [input, changed] of [
        [people(30), other],
        [people(29), options],
        [people(31), options],
        [[...people(30)].toReversed(), options],
        [people(30), { ...options, chunkSize: 15 }],
      ] as const) {
        const run = sendBulk(clientOf(api), input, { ...changed, ledger: await under.again() });
        await expect(run).rejects.toMatchObject({ name: "LedgerError", code: "changed" });
      }
      expect(api.sends).toHaveLength(3);
    });
  });
}
