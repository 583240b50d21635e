import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { bearer } from "@sinch-fetch/auth";
import { createBatchClient } from "@sinch-fetch/batch";
import { describe, expect, test, vi } from "vitest";
import { type BulkOptions, fileLedger, type Recipients, sendBulk } from "../src/index.ts";
import { batchApi } from "./batch-api.ts";
import { ledgerPath } from "./ledger-path.ts";
import { clientOf, MESSAGE, people } from "./people.ts";
import { startChild } from "./processes/child.ts";

const SENDER = new URL("processes/sender-process.ts", import.meta.url);
const nobody = createBatchClient({ projectId: "p", auth: bearer("token"), baseUrl: "http://127.0.0.1:1" });

describe("an argument that is wrong", () => {
  test.each<{ given: string; options?: object; recipients?: unknown; batch?: unknown; want: string }>([
    { given: "no client", batch: {}, want: "batch is not a client of createBatchClient" },
    { given: "no recipients", recipients: 5, want: "recipients is not iterable" },
    { given: "a text of recipients", recipients: "46700000001", want: "recipients is not iterable" },
    { given: "no app", options: { app_id: undefined }, want: "app_id is missing" },
    { given: "no message", options: { message: undefined }, want: "message is missing" },
    { given: "an unknown option", options: { runid: "a" }, want: "unknown option runid" },
    { given: "a ledger without a name", options: { ledger: fileLedger("x") }, want: "runId is missing" },
    { given: "a path for a ledger", options: { runId: "a", ledger: "run.ledger" }, want: 'ledger is "run.ledger"' },
    { given: "a name with a slash", options: { runId: "a/b" }, want: 'runId is "a/b", expected 1 to 100 letters' },
    {
      given: "no chunk size",
      options: { chunkSize: 0 },
      want: "chunkSize is 0, expected a whole number from 1 to 1000",
    },
    { given: "a large chunk size", options: { chunkSize: 1001 }, want: "chunkSize is 1001" },
    { given: "no concurrency", options: { concurrency: 0 }, want: "concurrency is 0" },
    { given: "a pace of nothing", options: { recipientsPerSecond: 0 }, want: "recipientsPerSecond is 0" },
    { given: "a time that is none", options: { settleMs: -1 }, want: "settleMs is -1" },
    { given: "a fence that is none", options: { fenceMs: "1 h" }, want: 'fenceMs is "1 h"' },
    {
      given: "another word",
      options: { unresolved: "retry" },
      want: 'unresolved is "retry", expected "hold" or "resend"',
    },
    { given: "a queue that is none", options: { queue: { outbound_size: 1 } }, want: "queue is an object" },
    {
      given: "no signal",
      options: { signal: new AbortController() },
      want: "signal is an object, expected an AbortSignal",
    },
    { given: "a total that is none", options: { total: 1.5 }, want: "total is 1.5" },
    {
      given: "a mark of ours",
      options: { batch_metadata: { sinch_fetch_chunk: "1" } },
      want: "batch_metadata.sinch_fetch_chunk is given",
    },
  ])("is refused at once: $given", ({ options = {}, recipients = [], batch = nobody, want }) => {
    expect(() =>
      sendBulk(batch as typeof nobody, recipients as Recipients, { ...MESSAGE, ...options } as BulkOptions),
    ).toThrow(expect.objectContaining({ name: "TypeError", message: expect.stringContaining(`sendBulk: ${want}`) }));
  });

  test.each([
    { given: "nothing", entry: null, want: "recipients[12] has no recipient" },
    { given: "no recipient", entry: { parameters: {} }, want: "recipients[12] has no recipient" },
    {
      given: "a number that JSON lacks",
      entry: { recipient: { n: 1n } },
      want: "recipients[12] cannot be written as JSON",
    },
  ])("ends the run where a recipient is $given, after the chunks before it", async ({ entry, want }) => {
    const api = await batchApi();
    const ledger = fileLedger(ledgerPath());
    const options = { ...MESSAGE, runId: "spring", ledger, chunkSize: 5 };
    const input = [...people(20)];

    const bad = sendBulk(clientOf(api), input.toSpliced(12, 1, entry as never), options);
    await expect(bad).rejects.toThrow(new RegExp(`^sendBulk: ${want.replace(/[[\]]/g, "\\$&")}`));
    expect(await sendBulk(clientOf(api), input, options)).toMatchObject({ accepted: 20 });

    expect([...api.received().values()]).toEqual(Array(20).fill(1));
  });

  test("of the message ends the run before anything is sent", async () => {
    const api = await batchApi();
    const options = { ...MESSAGE, ttl: "forever", settleMs: 100 };

    await expect(sendBulk(clientOf(api), people(20), options)).rejects.toThrow(/: ttl is malformed, expected 3 to/);
    expect(api.sends).toEqual([]);
  });

  test("that the input throws ends the run with it, and lets go of the input", async () => {
    const api = await batchApi();
    let isClosed = false;
    async function* input() {
      try {
        yield* people(10);
        throw new Error("the database is away");
      } finally {
        isClosed = true;
      }
    }

    await expect(sendBulk(clientOf(api), input(), { ...MESSAGE, chunkSize: 5 })).rejects.toThrow(
      "the database is away",
    );
    expect(isClosed).toBe(true);
    expect(api.received().size).toBeLessThanOrEqual(10);
  });
});

/** A run of three chunks of which the last got no response, in a file that is then spoilt. */
async function spoiltRun(spoil: (path: string) => void) {
  const api = await batchApi({ trouble: (index) => (index === 2 ? "lost-after" : undefined), lagMs: 100_000 });
  const path = ledgerPath();
  const options = { ...MESSAGE, runId: "spring", ledger: fileLedger(path), chunkSize: 10, settleMs: 0 };
  await sendBulk(clientOf(api), people(30), { ...options, concurrency: 1 });
  spoil(path);
  return { api, path, again: () => sendBulk(clientOf(api), people(30), options) };
}

describe("a file that is spoilt", () => {
  test.each<{ given: string; spoil: (path: string) => void; code: string; want: RegExp }>([
    {
      given: "another run's",
      spoil: (path) => writeFileSync(path, readFileSync(path, "utf8").replace('"runId":"spring"', '"runId":"autumn"')),
      code: "other-run",
      want: /holds run autumn, and not spring: use one file for each run/,
    },
    {
      given: "something else",
      spoil: (path) => writeFileSync(path, "name,number\nAda,46700000001\n"),
      code: "unreadable",
      want: /is not a ledger of this package/,
    },
    {
      given: "damaged in its middle",
      spoil: (path) => writeFileSync(path, readFileSync(path, "utf8").replace('{"kind":"claim"', '{"kind":"cl')),
      code: "unreadable",
      want: /line 3 of .* is damaged/,
    },
    {
      given: "of a later version",
      spoil: (path) => writeFileSync(path, readFileSync(path, "utf8").replace('"kind":"lost"', '"kind":"later"')),
      code: "unreadable",
      want: /contains a line that this version does not know/,
    },
    {
      given: "being written by another process",
      spoil: (path) => writeFileSync(`${path}.lock`, JSON.stringify({ id: "1", host: "elsewhere", pid: 7 })),
      code: "locked",
      want: /is being written by process 7 on elsewhere, and accepts only one writer/,
    },
    {
      given: "locked by who knows whom",
      spoil: (path) => writeFileSync(`${path}.lock`, "no JSON"),
      code: "locked",
      want: /is being written by somebody/,
    },
  ])("is refused and left as it is: $given", async ({ spoil, code, want }) => {
    const { api, path, again } = await spoiltRun(spoil);
    const before = readFileSync(path, "utf8");

    await expect(again()).rejects.toMatchObject({ name: "LedgerError", code, message: expect.stringMatching(want) });

    expect(readFileSync(path, "utf8")).toBe(before);
    expect(api.sends).toHaveLength(3);
  });

  test.each([
    { given: "in the middle of a line", spoil: (text: string) => `${text}{"kind":"claim","chu` },
    { given: "with zeros in its place", spoil: (text: string) => `${text}\0\0\0\0\n` },
  ])("is healed where its last line was torn off $given", async ({ spoil }) => {
    const { api, path, again } = await spoiltRun((file) => writeFileSync(file, spoil(readFileSync(file, "utf8"))));
    api.behaviour.lagMs = 0;

    expect(await again()).toMatchObject({ accepted: 30, unresolved: 0 });
    expect(api.sends).toHaveLength(3);
    expect(() =>
      readFileSync(path, "utf8")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).not.toThrow();
    expect(existsSync(`${path}.lock`)).toBe(false);
  });

  test("whose first line was torn off is begun anew", async () => {
    const api = await batchApi();
    const path = ledgerPath();
    writeFileSync(path, '{"ledger":"sinch-fe');

    const options = { ...MESSAGE, runId: "spring", ledger: fileLedger(path) };
    expect(await sendBulk(clientOf(api), people(3), options)).toMatchObject({ accepted: 3 });
  });

  test("whose writer was killed is taken over", async () => {
    const gone = { id: "1", host: (await import("node:os")).hostname(), pid: 2 ** 22 + 1, began: "5" };
    const { api, again } = await spoiltRun((path) => writeFileSync(`${path}.lock`, JSON.stringify(gone)));
    api.behaviour.lagMs = 0;

    expect(await again()).toMatchObject({ accepted: 30 });
  });

  test("that may not be written is refused", async () => {
    const { again } = await spoiltRun((path) => chmodSync(path, 0o400));
    const isRoot = process.getuid?.() === 0;

    // Root may write everything.
    if (isRoot) process.seteuid?.("nobody");
    try {
      await expect(again()).rejects.toMatchObject({ code: "storage", message: expect.stringContaining("EACCES") });
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
  });

  test.each([
    { given: "in a folder that is not there", path: "/nowhere/at/all/run.ledger", want: "ENOENT" },
    { given: "a folder", path: import.meta.dirname, want: "is not a file" },
    { given: "a device that has no end", path: "/dev/zero", want: "/dev/zero is not a file" },
  ])("that cannot be written is refused: $given", async ({ path, want }) => {
    const api = await batchApi();
    const run = sendBulk(clientOf(api), people(3), { ...MESSAGE, runId: "spring", ledger: fileLedger(path) });

    await expect(run).rejects.toMatchObject({ name: "LedgerError", message: expect.stringContaining(want) });
    expect(api.sends).toEqual([]);
  });

  test.skipIf(process.platform === "win32")(
    "that reaches the end of its space ends the run, and it goes on later",
    async () => {
      const api = await batchApi();
      const env = { API_URL: api.baseUrl, LEDGER: ledgerPath(), COUNT: "500", CHUNK: "10" };

      // 4 KiB at most, as on a disk that is full.
      const full = await startChild(SENDER, env, "trap '' XFSZ; ulimit -f 8").ended;
      const after = await startChild(SENDER, env).ended;

      expect(full.code).toBe(1);
      expect(full.output).toMatch(/LedgerError: fileLedger: cannot write .*run.ledger: EFBIG/);
      expect(after.code, after.output).toBe(0);
      expect([...api.received().values()]).toEqual(Array(500).fill(1));
    },
  );

  test("refuses a run while the clock is behind it", async () => {
    const { api, again } = await spoiltRun(() => {});
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() - 3_600_000 });

    try {
      await expect(again()).rejects.toMatchObject({
        code: "clock",
        message: expect.stringMatching(/clock is 3\d\d\d s behind/),
      });
    } finally {
      vi.useRealTimers();
    }
    api.behaviour.lagMs = 0;
    expect(await again()).toMatchObject({ accepted: 30 });
  });

  test("takes one run at a time in one process, too", async () => {
    const api = await batchApi({ trouble: () => ({ delayMs: 200 }) });
    const options = { ...MESSAGE, runId: "spring", ledger: fileLedger(ledgerPath()) };
    const first = sendBulk(clientOf(api), people(3), options);
    await expect.poll(() => api.sends.length).toBe(1);

    await expect(sendBulk(clientOf(api), people(3), options)).rejects.toMatchObject({ code: "locked" });
    expect(await first).toMatchObject({ accepted: 3 });
  });
});
