import { describe, expect, test } from "vitest";
import { type BulkProgress, sendBulk } from "../src/index.ts";
import { batchApi } from "./batch-api.ts";
import { clientOf, MESSAGE, people } from "./people.ts";

describe("the pace of a run", () => {
  test("is counted in recipients", async () => {
    const api = await batchApi();
    const beganAtMs = Date.now();

    await sendBulk(clientOf(api), people(50), { ...MESSAGE, chunkSize: 10, recipientsPerSecond: 100 });

    // A chunk of 10 every 100 ms. The first one also waits for its token.
    expect((api.sends.at(-1)?.atMs ?? 0) - beganAtMs).toBeGreaterThan(390);
  });

  test("waits while a chunk does not fit into the app's queue", async () => {
    const api = await batchApi();
    const sizes = [95, 95, 90];
    const asked: number[] = [];
    const queue = async () => {
      const outbound_size = sizes.shift() ?? 0;
      asked.push(outbound_size);
      return { outbound_size, outbound_limit: 100 };
    };

    await sendBulk(clientOf(api), people(20), { ...MESSAGE, chunkSize: 10, concurrency: 1, queue });

    expect(asked).toEqual([95, 95, 90, 0]);
    expect(api.sends).toHaveLength(2);
  });

  test("takes a queue that says nothing as one with room, and an empty one as one for any chunk", async () => {
    const api = await batchApi();
    const states = [undefined, {}, { outbound_size: 0, outbound_limit: 5 }, { outbound_size: 7 }];

    await sendBulk(clientOf(api), people(40), {
      ...MESSAGE,
      chunkSize: 10,
      concurrency: 1,
      queue: () => states.shift(),
    });

    expect(api.sends).toHaveLength(4);
  });

  test("slows down all that is to follow after a 429, for as long as it says", async () => {
    const api = await batchApi();
    api.behaviour.trouble = (index) => (index === 1 ? { status: 429, headers: { "retry-after": "1" } } : undefined);

    const summary = await sendBulk(clientOf(api), people(60), { ...MESSAGE, chunkSize: 10, concurrency: 2 });

    expect(summary).toMatchObject({ accepted: 60, unresolved: 0, batches: 6 });
    const refusedAtMs = api.sends[1]?.atMs ?? 0;
    // What was under way goes on, and nothing else for a second.
    const soon = api.sends.slice(2).filter(({ atMs }) => atMs < refusedAtMs + 900);
    expect(soon.length).toBeLessThanOrEqual(2);
    expect([...api.received().values()]).toEqual(Array(60).fill(1));
  });

  test("goes on after requests that were under way together met one 429 each", async () => {
    const api = await batchApi({
      trouble: (index) => (index < 8 ? { status: 429, headers: { "retry-after": "0" } } : undefined),
    });
    const sleepless = { ...MESSAGE, chunkSize: 1, concurrency: 8 };

    expect(await sendBulk(clientOf(api), people(8), sleepless)).toMatchObject({ accepted: 8 });
  });
});

test("takes another token when one is refused, and ends the run when that is refused, too", async () => {
  const api = await batchApi({ trouble: (index) => (index === 0 ? { status: 401 } : undefined) });
  expect(await sendBulk(clientOf(api), people(5), MESSAGE)).toMatchObject({ accepted: 5 });
  expect(new Set(api.sends.map(({ authorization }) => authorization)).size).toBe(2);

  api.behaviour.trouble = () => ({ status: 401 });
  await expect(sendBulk(clientOf(api), people(5), MESSAGE)).rejects.toMatchObject({ name: "ApiError", status: 401 });
  expect(api.sends).toHaveLength(4);
});

test.each([402, 403, 404, 409])("ends a run for a %i, which each chunk would meet", async (status) => {
  const api = await batchApi({ trouble: () => ({ status }) });

  await expect(sendBulk(clientOf(api), people(500), { ...MESSAGE, chunkSize: 10 })).rejects.toMatchObject({ status });
  expect(api.sends.length).toBeLessThanOrEqual(4);
});

test.each([400, 413, 422])("rejects the chunk that a %i refuses whole, and sends the others", async (status) => {
  const api = await batchApi();
  api.behaviour.trouble = (index) => (index === 1 ? { status, body: { message: "too long" } } : undefined);

  const summary = await sendBulk(clientOf(api), people(25), { ...MESSAGE, chunkSize: 10, concurrency: 1 });

  expect(summary).toMatchObject({ accepted: 15, rejected: 10, unresolved: 0, pending: 0, batches: 2 });
  expect(summary.rejections.map(({ position }) => position)).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
  expect(summary.rejections[0]?.reason).toContain("too long");
});

test.each([408, 500, 503])(
  "looks for a chunk after a %i, which does not say whether it was accepted",
  async (status) => {
    const api = await batchApi({ trouble: () => ({ status }) });

    const summary = await sendBulk(clientOf(api), people(5), { ...MESSAGE, settleMs: 100 });

    expect(summary).toMatchObject({ accepted: 0, unresolved: 5 });
    expect(api.sends).toHaveLength(1);
    expect(api.lookups.length).toBeGreaterThan(0);
  },
);

test("reports how far a run is, and what is left", async () => {
  const api = await batchApi({ trouble: (index) => (index === 1 ? "lost-before" : undefined) });
  const seen: BulkProgress[] = [];
  const onProgress = (progress: BulkProgress) => {
    seen.push(progress);
    throw new Error("of no concern to the run");
  };

  await sendBulk(clientOf(api), [...people(40)], {
    ...MESSAGE,
    chunkSize: 10,
    concurrency: 1,
    settleMs: 100,
    onProgress,
  });

  expect(seen.at(-1)).toMatchObject({
    accepted: 30,
    rejected: 0,
    unresolved: 10,
    waiting: 0,
    read: 40,
    total: 40,
    leftMs: 0,
  });
  expect(seen.some(({ waiting }) => waiting === 10)).toBe(true);
  expect(seen.every(({ accepted, unresolved, waiting }) => accepted + unresolved + waiting <= 40)).toBe(true);
  expect(seen.at(-1)?.recipientsPerSecond).toBeGreaterThan(0);
});

test("says until when a chunk waits for the end of a token", async () => {
  const api = await batchApi({ tokenSeconds: 2, trouble: (index) => (index === 0 ? "lost-before" : undefined) });
  const untils: (number | undefined)[] = [];
  const options = { ...MESSAGE, settleMs: 100, unresolved: "resend" } as const;

  await sendBulk(clientOf(api), people(10), {
    ...options,
    onProgress: ({ waitingUntil }) => untils.push(waitingUntil?.getTime()),
  });

  const until = untils.find((time) => time !== undefined) ?? 0;
  expect(Math.abs(until - ((api.sends[0]?.atMs ?? 0) + 2200))).toBeLessThan(600);
  expect(untils.at(-1)).toBeUndefined();
});

test("reads no further than what is under way needs", async () => {
  const api = await batchApi({ trouble: () => ({ delayMs: 30 }) });
  let read = 0;
  let most = 0;
  function* input() {
    for (const one of people(500)) {
      read++;
      most = Math.max(most, read - api.received().size);
      yield one;
    }
  }

  await sendBulk(clientOf(api), input(), { ...MESSAGE, chunkSize: 10, concurrency: 3 });

  expect(most).toBeLessThanOrEqual(60);
});

test("foresees the pace that it is held to, and not that of the first chunks", async () => {
  const api = await batchApi();
  const seen: BulkProgress[] = [];

  await sendBulk(clientOf(api), [...people(40)], {
    ...MESSAGE,
    chunkSize: 10,
    recipientsPerSecond: 40,
    onProgress: (progress) => void seen.push(progress),
  });

  const [first] = seen.filter(({ accepted }) => accepted === 10);
  expect(first?.leftMs).toBeGreaterThanOrEqual((30 / 40) * 1000);
});
