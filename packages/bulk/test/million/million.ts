import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bearer } from "@sinch-fetch/auth";
import { createBatchClient } from "@sinch-fetch/batch";
import { fileLedger, sendBulk } from "../../dist/index.js";
import { MESSAGE, people } from "../people.ts";

/**
 * Sends to a million recipients from a generator, and to as many by a bare loop of `fetch`, in turns, and prints recipients
 * a second, the median of their quotients and the growth of memory: `node --expose-gc test/million/million.ts [recipients] [turns]`.
 */
const COUNT = Number(process.argv[2] ?? 1_000_000);
const TURNS = Number(process.argv[3] ?? 5);
const CONCURRENCY = 4;
const CHUNK = 1000;

const child = spawn(process.execPath, [fileURLToPath(new URL("server.ts", import.meta.url))], {
  stdio: ["ignore", "pipe", "inherit"],
});
const baseUrl = await new Promise<string>((resolve) =>
  child.stdout.once("data", (text) => resolve(String(text).trim())),
);
const folder = mkdtempSync(join(tmpdir(), "million-"));
const batch = createBatchClient({ projectId: "p", auth: bearer("token"), baseUrl });

/** What somebody writes who needs no more than speed. */
async function bareLoop(count: number): Promise<void> {
  const recipients = people(count);
  const work = async (): Promise<void> => {
    for (;;) {
      const chunk = [];
      for (let step = recipients.next(); !step.done; step = recipients.next()) {
        chunk.push(step.value);
        if (chunk.length === CHUNK) break;
      }
      if (chunk.length === 0) return;
      const response = await fetch(`${baseUrl}/v1/projects/p/messages`, {
        method: "POST",
        headers: { authorization: "Bearer token", "content-type": "application/json" },
        body: JSON.stringify({ ...MESSAGE, recipient_and_params: chunk }),
      });
      await response.json();
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
}

async function bulk(count: number, ledger: boolean): Promise<void> {
  const path = join(folder, `${Math.random()}.ledger`);
  const { accepted } = await sendBulk(batch, people(count), {
    ...MESSAGE,
    runId: "million",
    concurrency: CONCURRENCY,
    chunkSize: CHUNK,
    ...(ledger ? { ledger: fileLedger(path) } : {}),
  });
  if (accepted !== count) throw new Error(`accepted ${accepted} of ${count}`);
  if (ledger) console.log(`  ledger of ${Math.round(statSync(path).size / 1024)} KiB`);
}

const heap = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1e6;
};

async function perSecond(name: string, run: () => Promise<void>): Promise<number> {
  const before = heap();
  let peakMb = 0;
  const watch = setInterval(() => {
    peakMb = Math.max(peakMb, process.memoryUsage().rss / 1e6);
  }, 50);
  const rssBefore = process.memoryUsage().rss / 1e6;
  const beganMs = performance.now();
  const cpuBefore = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(cpuBefore);
  const rate = COUNT / ((performance.now() - beganMs) / 1000);
  clearInterval(watch);
  const growth = `heap ${(heap() - before).toFixed(1)} MB, resident at most ${(peakMb - rssBefore).toFixed(0)} MB more`;
  const cpu = `${Math.round(((user + system) / COUNT) * 10) / 10} µs of processor each`;
  console.log(`${name}: ${Math.round(rate)} recipients/s, ${cpu}, ${growth}`);
  return rate;
}

await bareLoop(50_000);
await bulk(50_000, true);
const shares: { bulk: number; file: number }[] = [];
for (let turn = 0; turn < TURNS; turn++) {
  const bare = await perSecond("bare loop of fetch", () => bareLoop(COUNT));
  const bulkRate = await perSecond("sendBulk without a ledger", () => bulk(COUNT, false));
  const fileRate = await perSecond("sendBulk with fileLedger", () => bulk(COUNT, true));
  shares.push({ bulk: bulkRate / bare, file: fileRate / bare });
}
const median = (values: readonly number[]): string =>
  (values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0).toFixed(2);
const [bulkShare, fileShare] = [median(shares.map((turn) => turn.bulk)), median(shares.map((turn) => turn.file))];
console.log(`medians: without a ledger ${bulkShare}, with fileLedger ${fileShare} of the bare loop`);
child.kill();
rmSync(folder, { recursive: true });
