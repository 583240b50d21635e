import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { enqueueBulk } from "../../src/bullmq.ts";
import { jobIdOf } from "../../src/queue/engine.ts";
import { type BatchApi, batchApi } from "../batch-api.ts";
import { people } from "../people.ts";
import { runOn } from "./run.ts";
import { STORES, type Store } from "./stores.ts";

const IN_TIME = { timeout: 20_000 };

describe.each(STORES)("a job on $kind", ({ path, start }) => {
  describe.skipIf(path === "")("with a server", () => {
    let store: Store;
    beforeAll(async () => {
      store = await start();
    });
    afterAll(() => store?.stop());

    type Run = ReturnType<typeof runOn>;

    /** Finishes all jobs without doing anything, as a worker of another make does, or a mistake of the engine. */
    async function finishJobs({ engine, options, queue }: Run, count: number) {
      const idle = engine.worker(options.queue, async () => {}, {});
      await expect.poll(async () => (await queue.getJobs(["completed"], 0, 100)).length, IN_TIME).toBe(count);
      await idle.close();
    }

    /** Sends until the chunk whose request got lost is the only one left, and waits for the end of its token. */
    async function waitingChunk(run: Run) {
      const api = await batchApi({ tokenSeconds: 3, trouble: (index) => (index === 0 ? "lost-before" : undefined) });
      await enqueueBulk(people(30), { ...run.options, unresolved: "resend" });
      const first = run.work(api, { concurrency: 1 });
      const jobs = () => Promise.all([0, 1, 2].map((chunk) => run.queue.getJob(jobIdOf(run.options.runId, chunk))));
      const states = async () => Promise.all((await jobs()).map((job) => job?.getState()));
      await expect
        .poll(async () => (await states()).toSorted(), IN_TIME)
        .toEqual(["completed", "completed", "delayed"]);
      await first.close();
      const left = (await jobs())[(await states()).indexOf("delayed")];
      if (left === undefined) throw new Error("no job is delayed");
      return { api, left };
    }

    function expectEachOnce(api: BatchApi, count: number) {
      expect([...api.received().values()]).toEqual(Array(count).fill(1));
    }

    test("is found again that is finished before its chunk was claimed", async () => {
      const api = await batchApi();
      const run = runOn(store);
      await enqueueBulk(people(30), run.options);
      await finishJobs(run, 3);

      run.work(api);
      await run.settled(30);

      expect(api.sends).toHaveLength(3);
      expectEachOnce(api, 30);
    });

    // https://github.com/taskforcesh/bullmq/issues/4814: a job that a processor has put back for later is finished.
    test("is found again that is finished while its chunk waits for the end of a token", async () => {
      const run = runOn(store);
      const { api, left } = await waitingChunk(run);
      await left.promote();
      await finishJobs(run, 3);
      expect(await left.isCompleted()).toBe(true);

      run.work(api);
      run.work(api);
      await run.settled(30);

      expect(api.sends).toHaveLength(4);
      expectEachOnce(api, 30);
    });

    test("is put back that is gone, when its run is enqueued again", async () => {
      const run = runOn(store);
      const { api, left } = await waitingChunk(run);
      await left.remove();

      await enqueueBulk(people(30), { ...run.options, unresolved: "resend" });
      run.work(api);
      await run.settled(30);

      expect(api.sends).toHaveLength(4);
      expectEachOnce(api, 30);
    });
  });
});
