import { tracingChannel } from "node:diagnostics_channel";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { bulkSummary, enqueueBulk } from "../../src/bullmq.ts";
import { jobIdOf } from "../../src/queue/engine.ts";
import type { BulkTrace } from "../../src/run/bulk-trace.ts";
import { batchApi } from "../batch-api.ts";
import { people } from "../people.ts";
import { runOn } from "./run.ts";
import { STORES, type Store } from "./stores.ts";

describe.each(STORES)("on $kind", ({ path, start }) => {
  describe.skipIf(path === "")("with a server", () => {
    let store: Store;
    beforeAll(async () => {
      store = await start();
    });
    afterAll(() => store?.stop());

    const run = () => runOn(store);

    test("sends each chunk once, by several workers", async () => {
      const api = await batchApi();
      const { options, work, settled } = run();

      expect(await enqueueBulk(people(205), options)).toEqual({ runId: options.runId, chunks: 21 });
      expect(await bulkSummary(store.ledger, options.runId)).toMatchObject({ pending: 205, accepted: 0 });
      for (let workers = 0; workers < 3; workers++) work(api, { concurrency: 2 });
      await settled(205);

      expect([...api.received().values()]).toEqual(Array(205).fill(1));
      expect(api.sends).toHaveLength(21);
    });

    test("hands what a trace ties to the queue on to each of its chunks", async () => {
      const api = await batchApi();
      const { options, work, settled } = run();
      const seen: Partial<BulkTrace>[] = [];
      const begin = (given: unknown): void => {
        const message = given as BulkTrace;
        if (message.part === "enqueue") message.link = "00-trace";
        seen.push({ ...message });
      };
      const channel = tracingChannel("sinch-fetch:bulk");
      channel.start.subscribe(begin);
      onTestFinished(() => void channel.start.unsubscribe(begin));

      await enqueueBulk(people(20), options);
      work(api);
      await settled(20);

      const chunk = { part: "chunk", runId: options.runId, recipients: 10, link: "00-trace" };
      expect(seen.filter(({ part }) => part === "chunk")).toEqual(
        expect.arrayContaining([
          { ...chunk, chunk: 0 },
          { ...chunk, chunk: 1 },
        ]),
      );
      expect(seen.filter(({ part }) => part === "enqueue")).toHaveLength(1);
    });

    test("adds nothing when a run is enqueued again, and refuses another input", async () => {
      const api = await batchApi();
      const { options, work, settled, queue } = run();
      await enqueueBulk(people(50), options);
      await enqueueBulk(people(50), options);
      work(api);
      await settled(50);
      await enqueueBulk(people(50), options);
      await expect(enqueueBulk(people(51), options)).rejects.toMatchObject({ code: "changed" });
      await expect(enqueueBulk([...people(50)].toReversed(), options)).rejects.toMatchObject({ code: "changed" });

      expect(api.sends).toHaveLength(5);
      await expect.poll(async () => (await queue.getJob(jobIdOf(options.runId, 0)))?.data).not.toHaveProperty("send");
    });

    test("keeps the pace over all workers", async () => {
      const api = await batchApi();
      const { options, work, settled } = run();
      await enqueueBulk(people(60), { ...options, recipientsPerSecond: 50 });
      for (let workers = 0; workers < 3; workers++) work(api);
      await settled(60);

      // A chunk of 10 every 200 ms. On a busy machine two of them may arrive together.
      expect((api.sends[5]?.atMs ?? 0) - (api.sends[0]?.atMs ?? 0)).toBeGreaterThan(800);
    });

    test("hands a chunk that waits for the end of a token back, and sends the others", async () => {
      const api = await batchApi({ tokenSeconds: 3, trouble: (index) => (index === 0 ? "lost-before" : undefined) });
      const { options, work, settled } = run();
      await enqueueBulk(people(60), { ...options, unresolved: "resend" });
      work(api, { concurrency: 1 });
      await settled(60);

      expect(api.sends).toHaveLength(7);
      expect((api.sends[6]?.atMs ?? 0) - (api.sends[0]?.atMs ?? 0)).toBeGreaterThan(2900);
      expect((api.sends[5]?.atMs ?? 0) - (api.sends[0]?.atMs ?? 0)).toBeLessThan(2500);
      expect([...api.received().values()]).toEqual(Array(60).fill(1));
    });

    test("lets a worker end while a chunk is looked for, and another go on", async () => {
      const api = await batchApi({ trouble: (index) => (index === 0 ? "lost-after" : undefined), lagMs: 1500 });
      const { options, work, settled } = run();
      await enqueueBulk(people(10), options);
      const first = work(api, { settleMs: 30_000 });
      await expect.poll(() => api.lookups.length, { timeout: 10_000 }).toBeGreaterThan(1);
      await first.close();
      work(api, { settleMs: 10_000 });
      await settled(10);

      expect(api.sends).toHaveLength(1);
    });
  });
});
