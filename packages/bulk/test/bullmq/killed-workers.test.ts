import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { bulkSummary, enqueueBulk } from "../../src/bullmq.ts";
import { batchApi } from "../batch-api.ts";
import { MESSAGE, people } from "../people.ts";
import { type Child, sleepMs, startChild } from "../processes/child.ts";
import { STORES, type Store } from "./stores.ts";

const WORKER = new URL("worker-process.ts", import.meta.url);
/** As many as `BULK_RECIPIENTS` says: 100 000 in the weekly run. */
const COUNT = Number(process.env.BULK_RECIPIENTS ?? 600);
const CHUNK = Math.min(100, COUNT / 60);
/** As often as `BULK_KILLS` says: in the weekly run oftener. */
const TROUBLES = Number(process.env.BULK_KILLS ?? 2);

/** A worker process, and another one in its place whenever it is killed. */
function fleetOf(env: Record<string, string>, size: number) {
  const children: Child[] = Array.from({ length: size }, () => startChild(WORKER, env));
  onTestFinished(() => {
    for (const child of children) child.process.kill("SIGKILL");
  });
  const one = (): number => Math.floor(Math.random() * size);
  return {
    kill() {
      const index = one();
      children[index]?.process.kill("SIGKILL");
      children[index] = startChild(WORKER, env);
    },
    async stop(ms: number) {
      const child = children[one()];
      child?.process.kill("SIGSTOP");
      await sleepMs(ms);
      child?.process.kill("SIGCONT");
    },
  };
}

describe.each(STORES)("three workers on $kind", ({ kind, path, start }) => {
  describe.skipIf(path === "")("with a server", () => {
    let store: Store;
    beforeAll(async () => {
      store = await start();
    });
    afterAll(() => store?.stop());

    test("are killed and stopped, and everybody is messaged once", async () => {
      const api = await batchApi({ tokenSeconds: 2, trouble: () => ({ delayMs: 100 }) });
      const run = { ...MESSAGE, runId: "fleet", chunkSize: CHUNK, queue: "fleet", connection: store.url };
      await enqueueBulk(people(COUNT), { ...run, ledger: store.ledger });
      const fleet = fleetOf({ STORE_URL: store.url, API_URL: api.baseUrl, QUEUE: "fleet" }, 3);
      const stops: Promise<void>[] = [];
      for (let trouble = 1; trouble <= TROUBLES; trouble++) {
        const { length } = api.sends;
        await expect.poll(() => api.sends.length, { timeout: 30_000 }).toBeGreaterThan(length + 2);
        await sleepMs(Math.random() * 100);
        fleet.kill();
        stops.push(fleet.stop(2500));
      }
      await Promise.all(stops);

      await expect
        .poll(() => bulkSummary(store.ledger, "fleet"), { timeout: 600_000, interval: 1000 })
        .toMatchObject({ pending: 0, unresolved: 0 });
      const { accepted, batches, unresolved, elapsedMs } = await bulkSummary(store.ledger, "fleet");
      const received = api.received();
      const figures = {
        recipients: accepted,
        chunks: batches,
        twice: [...received.values()].filter((times) => times > 1).length,
        missing: COUNT - received.size,
        unresolved,
      };
      console.log(
        `three workers on ${kind}, ${TROUBLES} kills and ${TROUBLES} stops:`,
        figures,
        `${elapsedMs / 1000} s`,
      );
      expect(figures).toEqual({ recipients: COUNT, chunks: COUNT / CHUNK, twice: 0, missing: 0, unresolved: 0 });
    }, 900_000);
  });
});
