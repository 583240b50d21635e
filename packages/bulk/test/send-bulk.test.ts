import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type BulkFate, fileLedger, sendBulk } from "../src/index.ts";
import { batchApi } from "./batch-api.ts";
import { ledgerPath } from "./ledger-path.ts";
import { clientOf, MESSAGE, people, person } from "./people.ts";

test("sends to each recipient once, in chunks", async () => {
  const api = await batchApi();

  const summary = await sendBulk(clientOf(api), people(2500), { ...MESSAGE, runId: "spring" });

  expect(summary).toMatchObject({ runId: "spring", accepted: 2500, rejected: 0, unresolved: 0, batches: 3 });
  expect(api.sends.map(({ body }) => (body.recipient_and_params as unknown[]).length)).toEqual([1000, 1000, 500]);
  expect(api.received()).toEqual(new Map(Array.from({ length: 2500 }, (_, index) => [person(index), 1])));
});

test("iterates over the fates of the chunks, from the first on", async () => {
  const api = await batchApi();
  const run = sendBulk(clientOf(api), people(5), { ...MESSAGE, chunkSize: 2, concurrency: 1 });
  await run;

  const fates: BulkFate[] = [];
  for await (const fate of run) fates.push(fate);

  expect(fates).toEqual([
    { chunk: 0, position: 0, recipients: 2, outcome: "accepted", batch_id: "batch-1", attempt: 1 },
    { chunk: 1, position: 2, recipients: 2, outcome: "accepted", batch_id: "batch-2", attempt: 1 },
    { chunk: 2, position: 4, recipients: 1, outcome: "accepted", batch_id: "batch-3", attempt: 1 },
  ]);
});

test("does not send again what the ledger of an earlier run has as accepted", async () => {
  const api = await batchApi();
  const ledger = fileLedger(ledgerPath());
  const options = { ...MESSAGE, runId: "spring", ledger, chunkSize: 10 };
  const stop = new AbortController();
  api.behaviour.trouble = (index) => {
    if (index === 4) stop.abort(new Error("enough"));
    return undefined;
  };
  const first = sendBulk(clientOf(api), people(100), { ...options, concurrency: 2, signal: stop.signal });
  await expect(first).rejects.toMatchObject({ name: "AbortError", outcome: "unknown", cause: new Error("enough") });
  expect(api.batches.length).toBeLessThan(8);

  const summary = await sendBulk(clientOf(api), people(100), options);

  expect(summary).toMatchObject({ accepted: 100, batches: 10, pending: 0 });
  expect([...api.received().values()]).toEqual(Array(100).fill(1));
});

test("finds a chunk by its mark whose response was lost", async () => {
  const api = await batchApi({ trouble: (index) => (index === 1 ? "lost-after" : undefined), lagMs: 200 });

  const summary = await sendBulk(clientOf(api), people(30), { ...MESSAGE, chunkSize: 10, settleMs: 5000 });

  expect(summary).toMatchObject({ accepted: 30, unresolved: 0, batches: 3 });
  expect(api.sends).toHaveLength(3);
});

test("holds a chunk that is not found", async () => {
  const api = await batchApi({ trouble: (index) => (index === 1 ? "lost-before" : undefined) });

  const run = sendBulk(clientOf(api), people(30), { ...MESSAGE, chunkSize: 10, settleMs: 200, concurrency: 1 });

  expect(await run).toMatchObject({
    accepted: 20,
    unresolved: 10,
    held: [{ chunk: 1, position: 10, recipients: 10, attempt: 1 }],
  });
  expect(api.sends).toHaveLength(3);
});

test("sends a chunk again that is not found, after the end of its token", async () => {
  const api = await batchApi({ trouble: (index) => (index === 1 ? "lost-before" : undefined), tokenSeconds: 2 });
  const options = { ...MESSAGE, chunkSize: 10, settleMs: 200, unresolved: "resend", concurrency: 1 } as const;

  const summary = await sendBulk(clientOf(api), people(30), options);

  expect(summary).toMatchObject({ accepted: 30, unresolved: 0 });
  const [, lost, , again] = api.sends;
  expect((again?.atMs ?? 0) - (lost?.atMs ?? 0)).toBeGreaterThan(1900);
  expect(again?.body.batch_metadata).toMatchObject({
    sinch_fetch_attempt: expect.stringMatching(/\/1\/[0-9a-f]+\/2$/),
  });
  expect([...api.received().values()]).toEqual(Array(30).fill(1));
});

test("reports recipients that a 400 names, and sends to the others", async () => {
  const api = await batchApi();
  api.behaviour.trouble = (index) =>
    index === 1
      ? {
          status: 400,
          body: {
            code: 400,
            status: "INVALID_ARGUMENT",
            details: [
              { field_violations: [{ field: "recipient_and_params[3].recipient", description: "no such contact" }] },
            ],
          },
        }
      : undefined;
  const run = sendBulk(clientOf(api), people(30), { ...MESSAGE, chunkSize: 10, concurrency: 1 });
  const fates: BulkFate[] = [];
  for await (const fate of run) fates.push(fate);

  expect(await run).toMatchObject({
    accepted: 29,
    rejected: 1,
    batches: 3,
    rejections: [{ position: 13, reason: "no such contact" }],
  });
  expect(fates.filter(({ chunk }) => chunk === 1)).toEqual([
    { chunk: 1, position: 13, recipients: 1, outcome: "rejected", attempt: 1, reason: "no such contact" },
    { chunk: 1, position: 10, recipients: 9, outcome: "accepted", attempt: 2, batch_id: expect.any(String) },
  ]);
  expect(api.received().has(person(13))).toBe(false);
});

test("writes neither message nor token nor recipient into the ledger", async () => {
  const api = await batchApi({ trouble: (index) => (index === 1 ? "lost-before" : undefined) });
  const path = ledgerPath();

  await sendBulk(clientOf(api), people(30), {
    ...MESSAGE,
    runId: "spring",
    ledger: fileLedger(path),
    chunkSize: 10,
    settleMs: 50,
  });

  const text = readFileSync(path, "utf8");
  expect(text.split("\n").length).toBeGreaterThan(8);
  expect(text).not.toMatch(/Hello|Ada|person-|token-\d|key-secret|key-id/);
});

test.each([31, 39, 41, 50])("sends nothing of %i recipients to a run that was read to its end at 40", async (count) => {
  const api = await batchApi();
  const options = { ...MESSAGE, runId: "spring", ledger: fileLedger(ledgerPath()), chunkSize: 10 };
  // All four chunks were read, and the pace let the first one out.
  const first = sendBulk(clientOf(api), people(40), {
    ...options,
    concurrency: 8,
    recipientsPerSecond: 1,
    onProgress: ({ accepted }) => {
      if (accepted > 0) first.abort();
    },
  });
  await expect(first).rejects.toMatchObject({ name: "AbortError" });
  expect(api.sends).toHaveLength(1);

  await expect(sendBulk(clientOf(api), people(count), options)).rejects.toMatchObject({ code: "changed" });

  expect([...api.received().keys()].filter((id) => Number(id.replace("person-", "")) >= 30)).toEqual([]);
});
